import { z } from 'zod'
import { projectRole } from '../permissions.ts'
import { id, instant, label, revision, text, wallTime } from '../primitives.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'

const fields = z.strictObject(
  {
    name: label(200),
    description: text(20_000),
    startsAt: wallTime,
    timeZone: z.string().max(64).refine(isTimeZone, 'is not an IANA time zone'),
    calendarId: id.meta({ description: 'The project calendar' }),
    baselineId: id.nullable().meta({ description: 'The active baseline, which the plan is compared with' }),
  },
  { error: refusing(() => projectSchemas) },
)

/** A project starts with a calendar "Standard" (Monday to Friday, eight hours). */
export const projectValues = fields
  .omit({ calendarId: true, baselineId: true })
  .partial()
  .required({ name: true })
  .extend({ id: id.optional() })
  .meta({ id: 'ProjectValues' })
export const projectPatch = fields.partial().meta({ id: 'ProjectPatch' })

/** Why the last recompute failed; the last good schedule stands. */
export const scheduleError = z
  .object({ type: z.string(), message: z.string(), taskIds: z.array(id) })
  .meta({ id: 'ScheduleError' })

const computedProject = z.object({
  computedRevision: revision.meta({ description: 'Last change that the computed dates cover' }),
  finishesAt: wallTime.nullable(),
  scheduleError: scheduleError.nullable(),
})

export const project = z
  .object({
    id,
    ...fields.shape,
    revision,
    inputRevision: revision.meta({ description: 'Last change that asks for a recompute' }),
    ...computedProject.shape,
    taskCount: z.int(),
    role: projectRole.meta({ description: 'Role of the caller' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Project' })

export const projectSchemas: EntitySchemas = {
  name: 'project',
  read: project,
  values: projectValues,
  patch: projectPatch,
  computed: Object.keys(computedProject.shape),
}

export const member = z
  .object({ personId: id, name: z.string(), email: z.string(), role: projectRole })
  .meta({ id: 'Member' })

export type ProjectValues = z.infer<typeof projectValues>
export type ProjectPatch = z.infer<typeof projectPatch>
export type ScheduleError = z.infer<typeof scheduleError>
export type Project = z.infer<typeof project>
export type Member = z.infer<typeof member>

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
