import { createRequire } from 'node:module'
import {
  entitySchemas,
  type Plan,
  type Problem,
  type SyncPull,
  type SyncRecord,
  type SyncTable,
  syncEntities,
  syncTables,
} from '@throughline/contract'
import type { TestPerson } from '../harness/index.ts'

// The package is CommonJS whose folders are modules, which only `require` finds.
const require = createRequire(import.meta.url)
const watermelon = require('@nozbe/watermelondb') as typeof import('@nozbe/watermelondb')
const { default: LokiJSAdapter } = require('@nozbe/watermelondb/adapters/lokijs') as {
  default: typeof import('@nozbe/watermelondb/adapters/lokijs/index.js').default
}
const { synchronize, hasUnsyncedChanges } = require('@nozbe/watermelondb/sync') as {
  synchronize: typeof import('@nozbe/watermelondb/sync/index.js').synchronize
  hasUnsyncedChanges: typeof import('@nozbe/watermelondb/sync/index.js').hasUnsyncedChanges
}
const { setGenerator } = require('@nozbe/watermelondb/utils/common/randomId') as {
  setGenerator: (generate: () => string) => void
}
const { default: logger } = require('@nozbe/watermelondb/utils/common/logger') as { default: { silence(): void } }

setGenerator(() => crypto.randomUUID())
// It tells of every record that it pushed and pulls again.
logger.silence()

const { appSchema, Database, tableSchema } = watermelon
type Database = InstanceType<typeof Database>
type Model = InstanceType<typeof watermelon.Model>

/** A request that was answered with a problem. */
export class SyncProblem extends Error {
  override readonly name = 'SyncProblem'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.problem = problem
  }
}

type Values = Readonly<Record<string, string | number | boolean | null>>

/** WatermelonDB in memory, kept in step with one project by its own `synchronize()`. */
export interface OfflineCopy {
  /** `beforePush` runs between pull and push; `losePush` loses the answer to a push that was applied. */
  sync(options?: { beforePush?: () => Promise<unknown>; losePush?: boolean }): Promise<void>
  create(table: SyncTable, values: Values): Promise<string>
  update(table: SyncTable, id: string, values: Values): Promise<void>
  remove(table: SyncTable, id: string): Promise<void>
  records(table: SyncTable): Promise<SyncRecord[]>
  hasChanges(): Promise<boolean>
  /** Forgets everything, as an app does that is told to load anew. */
  reset(): Promise<void>
}

export function openOfflineCopy(url: string, person: TestPerson, projectId: string): OfflineCopy {
  const database = createDatabase()
  const request = requester(`${url}/api/v1/projects/${projectId}/sync`, person)
  return {
    async sync({ beforePush, losePush = false } = {}) {
      await synchronize({
        database,
        pullChanges: async ({ lastPulledAt }) => (await request('GET', `?since=${lastPulledAt}`)) as SyncPull,
        pushChanges: async ({ changes, lastPulledAt }) => {
          await beforePush?.()
          await request('POST', '', { changes, lastPulledAt })
          if (losePush) throw new Error('the answer was lost')
        },
      })
    },
    create: (table, values) =>
      database.write(async () => (await database.get(table).create((record) => set(record, values))).id),
    update: (table, id, values) =>
      database.write(async () => {
        const record = await database.get(table).find(id)
        await record.update(() => set(record, values))
      }),
    remove: (table, id) => database.write(async () => (await database.get(table).find(id)).markAsDeleted()),
    async records(table) {
      const records = await database.get(table).query().fetch()
      return records.map(({ _raw: { _status, _changed, ...raw } }) => raw as SyncRecord).toSorted(byId)
    },
    hasChanges: () => hasUnsyncedChanges({ database }),
    reset: () => database.write(() => database.unsafeResetDatabase()),
  }
}

/** The same records as a plan that was read whole has them. */
export function recordsOf(plan: Plan, table: SyncTable): SyncRecord[] {
  const rows: readonly { id: string }[] = table === 'projects' ? [plan.project] : plan[table]
  return rows.map((row) => Object.fromEntries(columnsOf(row)) as SyncRecord).toSorted(byId)
}

const columnsOf = (row: object): [string, unknown][] =>
  Object.entries(row).map(([field, value]) => [
    field,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  ])

const byId = (a: SyncRecord, b: SyncRecord): number => (a.id < b.id ? -1 : 1)

function set(record: Model, values: Values): void {
  for (const [field, value] of Object.entries(values)) record._setRaw(field as never, value)
}

function createDatabase(): Database {
  const schema = appSchema({
    version: 1,
    tables: syncTables.map((name) => tableSchema({ name, columns: columns(name) })),
  })
  const modelClasses = syncTables.map(
    (name) =>
      class extends watermelon.Model {
        static override table = name
      },
  )
  const adapter = new LokiJSAdapter({
    schema,
    dbName: crypto.randomUUID(),
    useWebWorker: false,
    useIncrementalIndexedDB: true,
    extraLokiOptions: { autosave: false },
  })
  return new Database({ adapter, modelClasses })
}

/** Columns of a table as the contract has its fields. */
function columns(table: SyncTable) {
  const { shape } = entitySchemas[syncEntities[table]].read
  return Object.entries(shape)
    .filter(([name]) => name !== 'id')
    .map(([name, schema]) => ({ name, ...columnType(schema as unknown as FieldSchema) }))
}

interface FieldSchema {
  def: { type: string; innerType?: FieldSchema }
}

function columnType({ def }: FieldSchema): { type: 'string' | 'number' | 'boolean'; isOptional: boolean } {
  // What goes without saying in a row is a column that may be left unset.
  const mayBeMissing =
    def.type === 'nullable' || def.type === 'default' || def.type === 'prefault' || def.type === 'optional'
  if (mayBeMissing && def.innerType) return { ...columnType(def.innerType), isOptional: true }
  const type = def.type === 'number' || def.type === 'boolean' ? def.type : 'string'
  return { type, isOptional: false }
}

function requester(address: string, { token }: TestPerson) {
  return async (method: string, query: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${address}${query}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new SyncProblem(answer as Problem)
    return answer
  }
}
