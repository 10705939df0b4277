import type { Driver } from '@throughline/engine'
import { z } from 'zod'
import { id } from './primitives.ts'

const kinds = [
  'project-start',
  'project-finish',
  'link',
  'constraint',
  'children',
  'actual',
  'manual',
  'leveling-delay',
  'status-date',
  'resume',
  'calendar-gap',
  'late-as-possible',
  'duration',
  'assignment',
] as const satisfies readonly Driver['kind'][]

/** What binds a date, in the engine's words; a chain of links and children leads back to the others. */
export const driver = z
  .object({
    kind: z.enum(kinds),
    linkId: id.optional(),
    taskId: id.nullish().meta({ description: 'The task that drives: a predecessor, a child, what follows' }),
    onTaskId: id.optional().meta({ description: 'The summary that the link or constraint belongs to' }),
    constraint: z.string().optional(),
    resourceId: id.optional(),
    minutes: z.int().optional().meta({ description: 'Of a leveling delay, around the clock' }),
  })
  .meta({ id: 'Driver' })

export type DateDriver = z.infer<typeof driver>
