import { z } from 'zod'
import type { ChangeEntity } from './change-set.ts'
import { entitySchemas } from './entities/all-schemas.ts'
import { id, revision } from './primitives.ts'

/** Tables of the offline store and what their records are, in the format that WatermelonDB pulls and pushes. */
export const syncEntities = {
  projects: 'project',
  calendars: 'calendar',
  resources: 'resource',
  tasks: 'task',
  links: 'link',
  assignments: 'assignment',
  baselines: 'baseline',
  comments: 'comment',
  checklistItems: 'checklistItem',
} as const satisfies Record<string, ChangeEntity>
export type SyncTable = keyof typeof syncEntities
export const syncTables = Object.keys(syncEntities) as SyncTable[]

/** Records of one list of a push at most. */
export const maximumRecords = 10_000

/**
 * A record's fields are those of the row. Columns of the store hold text, numbers and booleans only: what is a list or an
 * object in the row, such as the week of a calendar, is its JSON text. In a push, `_changed` names the columns that were
 * set, by commas.
 */
const record = z.looseObject({ id })
const tableChanges = z.strictObject({
  created: z.array(record).max(maximumRecords),
  updated: z.array(record).max(maximumRecords),
  deleted: z.array(id).max(maximumRecords),
})
export const syncChanges = z.partialRecord(z.enum(syncTables), tableChanges).meta({ id: 'SyncChanges' })

/** `timestamp` is the project's revision: what to give as `since` next time. */
export const syncPull = z
  .object({
    changes: z.partialRecord(
      z.enum(syncTables),
      z.object({ created: z.array(record), updated: z.array(record), deleted: z.array(id) }),
    ),
    timestamp: revision,
  })
  .meta({ id: 'SyncPull' })

/** Changes made offline on top of the revision `lastPulledAt`; applied as one act, or not at all. */
export const syncPush = z
  .strictObject({
    changes: syncChanges,
    lastPulledAt: revision.nullable().meta({ description: 'The `timestamp` of the last pull; null: there was none' }),
  })
  .meta({ id: 'SyncPush' })
export const syncPushed = z.object({ revision }).meta({ id: 'SyncPushed' })

/** Fields that are a list or an object in the row, and so JSON text in a record. */
export const jsonFields = Object.fromEntries(
  Object.entries(entitySchemas).map(([entity, { read }]) => [
    entity,
    Object.keys(read.shape).filter((field) => isStructure(read.shape[field])),
  ]),
) as Record<ChangeEntity, string[]>

function isStructure(schema: unknown): boolean {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) return isStructure(schema.unwrap())
  return schema instanceof z.ZodArray || schema instanceof z.ZodObject || schema instanceof z.ZodRecord
}

export type SyncRecord = z.infer<typeof record>
export type SyncTableChanges = z.infer<typeof tableChanges>
export type SyncChanges = z.infer<typeof syncChanges>
export type SyncPull = z.infer<typeof syncPull>
export type SyncPush = z.infer<typeof syncPush>
