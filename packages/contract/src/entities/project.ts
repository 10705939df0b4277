import { z } from 'zod'
import { projectAct, projectRole } from '../permission-schemas.ts'
import { id, instant, label, revision, text, timeZone, wallTime } from '../primitives.ts'
import { customFields } from './custom-field.ts'
import { projectDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

const minutesOf = (longest: number) => z.int().min(1).max(longest)

/** How the schedule is computed; what is left out is as Microsoft Project does it. See docs/engine.md. */
export const scheduleOptions = z
  .strictObject({
    honorsConstraints: z.boolean(),
    criticalFloatMinutes: z.int().min(-6_240_000).max(6_240_000),
    criticalBy: z.enum(['totalFloat', 'longestPath']),
    hasMultipleCriticalPaths: z.boolean(),
    totalFloatBy: z.enum(['smallest', 'start', 'finish']),
    lagCalendar: z.enum(['successor', 'predecessor', 'project', 'aroundTheClock']),
    outOfSequence: z.enum(['keep', 'retainedLogic', 'progressOverride']),
    statusDateMovesWork: z.boolean(),
    startBindsAll: z.boolean(),
    semantics: z.enum(['microsoft', 'primavera']),
    honorsProjectFinish: z.boolean(),
  })
  .partial()
  .meta({ id: 'ScheduleOptions' })

const fields = z.strictObject(
  {
    name: label(200),
    description: text(20_000),
    startsAt: wallTime,
    scheduleFrom: z.enum(['start', 'finish']),
    finishBy: wallTime.nullable().meta({ description: 'What is scheduled back from, or is to be held; null: none' }),
    statusDate: wallTime.nullable(),
    scheduleOptions,
    minutesPerDay: minutesOf(1_440).meta({ description: 'How long "1 day" of a duration is; so for week and month' }),
    minutesPerWeek: minutesOf(10_080),
    daysPerMonth: minutesOf(31),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is three capital letters, as EUR')
      .nullable(),
    customFields,
    finishNoticeDays: z
      .int()
      .min(0)
      .max(365)
      .meta({ description: 'Managers are told when the finish moves by more than so many days; 0: they are not' }),
    timeZone,
    calendarId: id.meta({ description: 'The project calendar' }),
    baselineId: id.nullable().meta({ description: 'The active baseline, which the plan is compared with' }),
  },
  { error: refusing(() => projectSchemas) },
)

export type ProjectDefaults = Pick<z.infer<typeof fields>, keyof typeof projectDefaults>

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

/** Why dates do not follow what was asked for. A cancelled recompute is made up for by the next. */
export const recomputeHold = z
  .object({
    state: z.enum(['paused', 'cancelled']),
    by: z.object({ id, name: z.string() }).nullable(),
    at: instant,
  })
  .meta({ id: 'RecomputeHold' })

const computedProject = z.object({
  computedRevision: revision.meta({ description: 'Last change that the computed dates cover' }),
  finishesAt: wallTime.nullable(),
  scheduleError: scheduleError.nullable(),
  recomputeHold: recomputeHold.nullable().default(null),
})

export const project = z
  .object({
    id,
    ...withDefaults(fields.shape, projectDefaults),
    revision,
    inputRevision: revision.meta({ description: 'Last change that asks for a recompute' }),
    ...computedProject.shape,
    taskCount: z.int(),
    programId: id.nullable().default(null).meta({ description: 'Set by `PUT /projects/:projectId/program`' }),
    role: projectRole.meta({ description: 'Role of the caller' }),
    acts: z
      .array(projectAct)
      .nullable()
      .default(null)
      .meta({ description: 'What the caller may, where a custom role says it; null: what the role may' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Project' })

/** The newest recompute that has begun. */
const lastRun = z
  .object({
    id,
    number: z.int().nullable(),
    state: z.enum(['running', 'completed', 'failed', 'cancelled']),
    startedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'LastRun' })

/** How far the finish is from that of the active baseline. */
const slip = z
  .object({
    baselineName: z.string(),
    finishesAt: wallTime.meta({ description: 'What the baseline promised' }),
    minutes: z.int().meta({ description: 'Working minutes on the calendar of the project, positive is later' }),
  })
  .meta({ id: 'Slip' })

/** A project in a list, with what tells its health. */
export const listedProject = project
  .extend({
    slip: slip
      .nullable()
      .default(null)
      .meta({ description: 'Null where there is no active baseline, or no finish to compare' }),
    lastRun: lastRun.nullable().default(null),
  })
  .meta({ id: 'ListedProject' })

export const projectSchemas: EntitySchemas = {
  name: 'project',
  read: project,
  values: projectValues,
  patch: projectPatch,
  computed: Object.keys(computedProject.shape),
}

export const member = z
  .object({
    personId: id,
    name: z.string(),
    email: z.string(),
    role: projectRole,
    customRoleId: id.nullable().default(null).meta({ description: 'Says what they may, instead of the role' }),
  })
  .meta({ id: 'Member' })
export const memberValues = z
  .union([z.strictObject({ role: projectRole }), z.strictObject({ customRoleId: id })])
  .meta({ id: 'MemberValues' })

export type ProjectValues = z.infer<typeof projectValues>
export type ProjectPatch = z.infer<typeof projectPatch>
export type ScheduleOptions = z.infer<typeof scheduleOptions>
export type RecomputeHold = z.infer<typeof recomputeHold>
export type ScheduleError = z.infer<typeof scheduleError>
export type Project = z.infer<typeof project>
export type ListedProject = z.infer<typeof listedProject>
export type Member = z.infer<typeof member>
export type MemberValues = z.infer<typeof memberValues>
