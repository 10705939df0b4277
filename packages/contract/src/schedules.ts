import { z } from 'zod'
import { instant, text } from './primitives.ts'

/**
 * Work that the service does by itself, again and again: a Temporal Schedule. Only an instance with a mailbox of bounces has
 * `bounces`.
 */
export const scheduleName = z.enum(['recompute-sweep', 'purge', 'due', 'bounces'])
export const scheduleState = z
  .object({
    name: scheduleName,
    workflowType: z.string(),
    isPaused: z.boolean(),
    note: z.string().nullable().meta({ description: 'Why it was paused or goes on, as whoever did it said' }),
    lastRunAt: instant.nullable(),
    nextRunAt: instant.nullable(),
    temporalUrl: z.string(),
  })
  .meta({ id: 'ScheduleState' })
export const schedulePatch = z
  .strictObject({ isPaused: z.boolean(), note: text(200).default('') })
  .meta({ id: 'SchedulePatch' })

/** The longest time that is made up for at once. */
export const longestBackfillHours = 24
export const scheduleBackfill = z
  .strictObject({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'ends before it begins')
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= longestBackfillHours * 3_600_000,
    `is longer than ${longestBackfillHours} hours`,
  )
  .meta({ id: 'ScheduleBackfill' })

export type ScheduleName = z.infer<typeof scheduleName>
export type ScheduleState = z.infer<typeof scheduleState>
