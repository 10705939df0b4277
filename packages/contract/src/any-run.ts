import { z } from 'zod'
import { flag, id, instant, revision, wholeNumber } from './primitives.ts'

/** Work on an organisation as a whole. */
export const lifeRunKinds = [
  'organisation-create',
  'organisation-export',
  'organisation-import',
  'organisation-delete',
] as const

/**
 * Kinds of runs. `recompute` is of a project, `import` of whoever began it, `seed` of an organisation, `purge` of the
 * instance; the others are of the organisation in which they were asked for.
 */
export const runKind = z.enum(['recompute', 'import', 'seed', 'purge', ...lifeRunKinds])
/** The last three are ends. */
export const runState = z.enum(['waiting', 'running', 'paused', 'completed', 'failed', 'cancelled'])
export const endedRunStates = ['completed', 'failed', 'cancelled'] as const satisfies readonly z.infer<
  typeof runState
>[]
export const runAct = z.enum(['pause', 'resume', 'cancel', 'retry'])

/** Work that takes a while, of whatever kind: how far it is, and what can be done about it. */
export const anyRun = z
  .object({
    id,
    kind: runKind,
    state: runState,
    phase: z.string().nullable().meta({ description: 'What it is at, in words of its kind: the state of an import' }),
    organisationId: id.nullable().meta({ description: 'In which it was asked for; null: it is of the instance' }),
    projectId: id.nullable(),
    startedBy: z
      .object({ id, name: z.string() })
      .nullable()
      .meta({ description: 'Null: the service did, or it is not told: `scope=instance`' }),
    done: z.int().meta({ description: 'Rows, but of a seed its plans' }),
    total: z.int().nullable().meta({ description: 'Null where it is not known' }),
    pauseRequested: z.boolean().meta({ description: 'It pauses at the end of its batch' }),
    cancelRequested: z.boolean(),
    acts: z.array(runAct).meta({ description: 'What the caller may do about it in this state' }),
    error: z.string().nullable(),
    workflowId: z.string().nullable().meta({ description: 'Null before there is one' }),
    temporalUrl: z.string().nullable(),
    revision: revision.meta({ description: 'Grows with each change of the run; also its ETag' }),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'AnyRun' })

/** The most that an answer is waited for, in seconds. */
export const longestWait = 30

/** Whose runs are meant. */
export const runScope = z.object({
  scope: z.enum(['organisation', 'instance']).optional().meta({
    description:
      '`instance`, for its operator: runs of all organisations, by ids. Left out: of the organisation of the caller',
  }),
})
export type RunScope = z.infer<typeof runScope>['scope']

export const runsQuery = runScope.extend({
  kind: runKind.optional(),
  state: runState.optional(),
  projectId: id.optional(),
  mine: flag().optional().meta({ description: '`true`: only those that you asked for' }),
  organisationId: id.optional().meta({ description: 'With `scope=instance`: of this one' }),
  limit: wholeNumber(1, 200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,17}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is not a cursor of this list')
    .optional()
    .meta({ description: '`next` of the page before' }),
})

export const runWait = runScope.extend({
  wait: wholeNumber(0, longestWait)
    .default(0)
    .meta({ description: 'Seconds to wait for a change, or for its end; then it is answered as it is' }),
  since: wholeNumber(0)
    .optional()
    .meta({ description: 'The revision that the caller has; left out: that of `If-None-Match`, else the present one' }),
})

/** Imports begin with their file: `POST /imports`. */
export const runStart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('recompute'), projectId: id }),
    z.strictObject({ kind: z.literal('seed') }),
    z.strictObject({ kind: z.literal('purge') }),
  ])
  .meta({ id: 'RunStart' })

export type RunKind = z.infer<typeof runKind>
export type RunState = z.infer<typeof runState>
export type RunAct = z.infer<typeof runAct>
export type AnyRun = z.infer<typeof anyRun>
export type RunsQuery = z.infer<typeof runsQuery>
export type RunStart = z.infer<typeof runStart>

export const isEndedRun = ({ state }: Pick<AnyRun, 'state'>): boolean =>
  (endedRunStates as readonly RunState[]).includes(state)
