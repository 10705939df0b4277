import type { OutboxEntry } from '@throughline/client'
import type { Plan } from '@throughline/contract'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** A change that waits; whose it is, and which page sends it. */
export interface StoredEntry {
  key: string
  owner: string
  page: string
  entry: OutboxEntry
}

export interface StoredPlan {
  /** Owner and project. */
  id: string
  owner: string
  keptAt: number
  plan: Plan
}

interface Stored extends DBSchema {
  outbox: { key: string; value: StoredEntry; indexes: { owner: string } }
  plans: { key: string; value: StoredPlan; indexes: { owner: string } }
}

let opened: Promise<IDBPDatabase<Stored>> | undefined

/** What this browser keeps for longer than a page. Rejects where it keeps nothing, such as in some private windows. */
export function browserStore(): Promise<IDBPDatabase<Stored>> {
  opened ??= openDB<Stored>('throughline', 1, {
    upgrade(database) {
      database.createObjectStore('outbox', { keyPath: 'key' }).createIndex('owner', 'owner')
      database.createObjectStore('plans', { keyPath: 'id' }).createIndex('owner', 'owner')
    },
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined
    },
  }).catch((error: unknown) => {
    opened = undefined
    throw error
  })
  return opened
}
