import { z } from 'zod'
import { changeKind } from './change-set.ts'
import { id, instant, revision, wallTime } from './primitives.ts'
import { causingChange } from './why.ts'

const dates = z.object({ start: wallTime.nullable(), finish: wallTime.nullable() })

/** What a change set did to a task, or to what belongs to it. */
const changedRow = z
  .object({
    entity: z.string().meta({ description: '`task`, or `link`, `assignment` and others that belong to it' }),
    id,
    name: z.string().meta({ description: 'Of the other end of a link, or of a resource; else empty' }),
    existence: z.enum(['added', 'restored', 'deleted']).nullable(),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  })
  .meta({ id: 'ChangedRow' })

/** Somebody changed the task, its links, or who is assigned to it. */
const taskChange = z.object({
  kind: z.literal('change'),
  revision,
  at: instant,
  changeSetId: id,
  changeKind,
  summary: z.string(),
  actor: z.object({ id, name: z.string() }).nullable(),
  rows: z.array(changedRow),
})

/** A run moved its dates. */
const taskMove = z.object({
  kind: z.literal('move'),
  revision,
  at: instant,
  runId: id,
  runNumber: z.int().nullable(),
  temporalUrl: z.string().nullable(),
  before: dates,
  after: dates,
  sentence: z.string().nullable().meta({ description: 'Why; null where it is not on record' }),
  changes: z.array(causingChange).meta({ description: 'The changes at the root of it, newest last' }),
})

export const taskHistoryItem = z
  .discriminatedUnion('kind', [taskChange, taskMove])
  .meta({ id: 'TaskHistoryItem', description: 'One step in the life of a task' })

export type ChangedRow = z.infer<typeof changedRow>
export type TaskChange = z.infer<typeof taskChange>
export type TaskMove = z.infer<typeof taskMove>
export type TaskHistoryItem = z.infer<typeof taskHistoryItem>
