import { z } from 'zod'
import { id, label, plainDate, revision } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

/** A working shift in minutes of the day, `from` before `to`: 480 to 720 is 08:00 to 12:00. */
export const shift = z
  .strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(1440) })
  .refine((value) => value.from < value.to, 'a shift ends after it starts')

const shifts = z
  .array(shift)
  .max(10)
  .refine(
    (list) => list.every((value, index) => index === 0 || (list[index - 1]?.to ?? 0) <= value.from),
    'shifts are in order and do not overlap',
  )

/** Dates, both included, whose working time differs from the week; no shifts: a holiday. */
export const calendarException = z
  .strictObject({ name: z.string().max(200).optional(), from: plainDate, to: plainDate, shifts })
  .refine((value) => value.from <= value.to, 'an exception ends on or after the day it starts')

const fields = z.strictObject(
  {
    name: label(200),
    week: z
      .array(shifts)
      .length(7)
      .refine((week) => week.some((day) => day.length > 0), 'a week needs working time')
      .meta({ description: 'Shifts of Monday to Sunday' }),
    exceptions: z.array(calendarException).max(2_000),
  },
  { error: refusing(() => calendarSchemas) },
)

export const calendarValues = fields.partial().required({ name: true }).meta({ id: 'CalendarValues' })
export const calendarPatch = fields.partial().meta({ id: 'CalendarPatch' })
export const calendar = z.object({ id, projectId: id, ...fields.shape, revision }).meta({ id: 'Calendar' })

export const calendarSchemas: EntitySchemas = {
  name: 'calendar',
  read: calendar,
  values: calendarValues,
  patch: calendarPatch,
  computed: [],
}

/** Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const standardWeek: Calendar['week'] = [
  ...Array.from({ length: 5 }, () => [
    { from: 480, to: 720 },
    { from: 780, to: 1020 },
  ]),
  [],
  [],
]

export type CalendarValues = z.infer<typeof calendarValues>
export type CalendarPatch = z.infer<typeof calendarPatch>
export type Calendar = z.infer<typeof calendar>
