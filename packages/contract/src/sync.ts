import { z } from 'zod'
import { id, revision } from './primitives.ts'

/** Tables of the offline store, in the format that WatermelonDB pulls and pushes; a record's fields are those of the row. */
export const syncTables = ['projects', 'tasks', 'links', 'calendars', 'resources', 'assignments', 'baselines'] as const
export type SyncTable = (typeof syncTables)[number]

const record = z.looseObject({ id })
const tableChanges = z.object({
  created: z.array(record),
  updated: z.array(record),
  deleted: z.array(id),
})
export const syncChanges = z.partialRecord(z.enum(syncTables), tableChanges).meta({ id: 'SyncChanges' })

/** `timestamp` is the project's revision: what to give as `since` next time. */
export const syncPull = z.object({ changes: syncChanges, timestamp: revision }).meta({ id: 'SyncPull' })

/** Changes made offline on top of the revision `lastPulledAt`; applied as one act, or not at all. */
export const syncPush = z.strictObject({ changes: syncChanges, lastPulledAt: revision }).meta({ id: 'SyncPush' })
export const syncPushed = z.object({ revision }).meta({ id: 'SyncPushed' })

export type SyncRecord = z.infer<typeof record>
export type SyncChanges = z.infer<typeof syncChanges>
export type SyncPull = z.infer<typeof syncPull>
export type SyncPush = z.infer<typeof syncPush>
