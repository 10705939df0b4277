import { z } from 'zod'
import { changeSet } from './change-set.ts'
import { planDelta } from './plan.ts'
import { id, instant, revision, wallTime } from './primitives.ts'

/** A revision, or a moment: the plan as it was then. */
export const pointInTime = z
  .union([z.string().regex(/^\d{1,15}$/), instant])
  .meta({ id: 'PointInTime', description: 'A revision (`340`) or a time (`2026-03-02T08:00:00Z`)' })

/** A row that an undo left as it is, since someone changed it after the act. */
export const keptRow = z
  .object({
    entity: z.string(),
    id,
    name: z.string(),
    fields: z.array(z.string()).meta({ description: 'Empty: the whole row was kept' }),
    reason: z.enum(['changed-since', 'deleted-since', 'in-use', 'not-yours']),
    revision: revision.nullable().meta({ description: 'Of the change that it was kept for' }),
    actorName: z.string().nullable(),
  })
  .meta({ id: 'KeptRow' })

/** What taking back came to: one change set, an empty one when all was kept, or several for a bulk act. */
export const revertAnswer = z
  .object({
    actId: id.meta({ description: 'The act of the undo or redo' }),
    revertsActId: id,
    summary: z.string(),
    changeSets: z.array(changeSet),
    revision,
    kept: z.array(keptRow).meta({ description: '1,000 at most' }),
    keptCount: z.int(),
    delta: planDelta.nullable().meta({ description: 'Null when large, or made of several change sets: pull it' }),
  })
  .meta({ id: 'RevertAnswer' })

const act = z.object({ actId: id, summary: z.string(), actorId: id.nullable(), createdAt: instant }).meta({ id: 'Act' })

/** What undo and redo would take back next, for the caller and for the project. */
export const revertState = z
  .object({
    mine: z.object({ undo: act.nullable(), redo: act.nullable() }),
    project: z.object({ undo: act.nullable(), redo: act.nullable() }),
  })
  .meta({ id: 'RevertState' })

const dates = z.object({ earlyStart: wallTime.nullable(), earlyFinish: wallTime.nullable() })

/** One task that differs between two revisions. */
const comparedTask = z
  .object({
    taskId: id,
    name: z.string(),
    state: z.enum(['added', 'removed', 'changed', 'moved']).meta({ description: '`moved`: its dates only' }),
    before: dates.nullable(),
    after: dates.nullable(),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    runId: id.nullable().meta({ description: 'The run that moved it last between the two' }),
    sentence: z.string().nullable().meta({ description: 'Why it moved; of the first 500 tasks' }),
  })
  .meta({ id: 'ComparedTask' })

export const comparison = z
  .object({
    from: z.object({ revision, at: instant.nullable(), finishesAt: wallTime.nullable() }),
    to: z.object({ revision, at: instant.nullable(), finishesAt: wallTime.nullable() }),
    counts: z.object({ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int() }),
    tasks: z.array(comparedTask).meta({ description: 'In the order of the outline, 2,000 at most' }),
    changeSetCount: z.int(),
  })
  .meta({ id: 'Comparison' })

export type PointInTime = z.infer<typeof pointInTime>
export type KeptRow = z.infer<typeof keptRow>
export type RevertAnswer = z.infer<typeof revertAnswer>
export type RevertState = z.infer<typeof revertState>
export type Act = z.infer<typeof act>
export type ComparedTask = z.infer<typeof comparedTask>
export type Comparison = z.infer<typeof comparison>
