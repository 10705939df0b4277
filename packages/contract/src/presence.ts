import { z } from 'zod'
import { id, instant } from './primitives.ts'

/** Someone who looks at a project now; once per person, with the task of their newest page. */
export const presence = z
  .object({ personId: id, name: z.string(), taskId: id.nullable(), since: instant })
  .meta({ id: 'Presence' })
export type Presence = z.infer<typeof presence>

export const lookRequest = z.object({ id, taskId: id.nullable() })
export type LookRequest = z.infer<typeof lookRequest>
