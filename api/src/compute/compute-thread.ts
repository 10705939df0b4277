import { type MessagePort, workerData } from 'node:worker_threads'
import { type FileId, type Operation, type OperationId, operations, thinned } from '@throughline/contract'
import { createDatabase, type Tenant } from '@throughline/database'
import { type Actor, ScheduleMemory } from '@throughline/domain'
import { createLogger, type Settings } from '@throughline/platform'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { etagOf } from '../http/if-match.ts'
import { type ComputedCall, computedAnswerOf } from './computed-answers.ts'
import { fileWriterOf } from './computed-files.ts'
import type { FileCall } from './file-call.ts'
import { sendThrough } from './file-port.ts'
import { gathered } from './gather-pieces.ts'
import { type PackedError, packError } from './packed-error.ts'
import { withoutCommit } from './without-commit.ts'

/** Entry of the threads that give computed answers, each with connections of its own. */
export type ComputeThreadData = Pick<Settings, 'logLevel' | 'database' | 'temporal'> & { readonly publicUrl: string }

export interface ComputeRequest {
  id: OperationId
  tenant: Tenant
  actor: Actor
  params: unknown
  query: unknown
  body: unknown
  ifMatch: number | undefined
}

export interface FileRequest extends Pick<ComputeRequest, 'id' | 'tenant' | 'actor' | 'params' | 'query'> {
  /** Where the file goes. */
  port: MessagePort
}

/** JSON, so that the thread that serves has nothing to make of it. */
export type ComputeReply = { json: Uint8Array; etag: string | null } | { error: PackedError }

/** Tasks of all schedules that a thread keeps; a schedule of 10,000 takes about 10 MB. */
const mostRemembered = 50_000

const settings = workerData as ComputeThreadData
const log = createLogger('api', settings).child({ part: 'compute' })
const database = createDatabase({
  connectionString: settings.database.url,
  poolSize: settings.database.poolSize,
  applicationName: 'throughline api compute',
  onIdleError: (error) => log.warn({ err: error }, 'a database connection broke'),
})
const schedules = new ScheduleMemory(mostRemembered)

/** The bytes change hands and are not copied. */
const moved = (json: Uint8Array<ArrayBuffer>, etag: string | null) =>
  move({ [transferableSymbol]: [json.buffer], [valueSymbol]: { json, etag } }) as unknown as ComputeReply

function thin(id: OperationId, query: unknown, body: unknown): unknown {
  const { response, dryRun }: Operation = operations[id]
  const schema = (query as { dry_run?: boolean } | undefined)?.dry_run ? dryRun : response
  return schema ? thinned(schema, body) : body
}

export async function answer({ id, tenant, ...given }: ComputeRequest): Promise<ComputeReply> {
  try {
    const computed = computedAnswerOf(id, given.query)
    if (!computed) throw new Error(`${id} is not answered by threads`)
    const body = await withoutCommit(database, tenant, (transaction) =>
      computed.answer({ settings, schedules, transaction, ...given } as ComputedCall<OperationId>),
    )
    return moved(new TextEncoder().encode(JSON.stringify(thin(id, given.query, body))), etagOf(body))
  } catch (error) {
    return { error: packError(error) }
  }
}

/** Makes a file and hands it over as it is taken. What goes wrong is told through the port. */
export async function stream({ id, tenant, port, ...given }: FileRequest): Promise<void> {
  const read: FileCall<FileId>['read'] = (act) => withoutCommit(database, tenant, act)
  await sendThrough(port, async () => {
    const { pieces, ...head } = await fileWriterOf(id)({ settings, read, ...given } as FileCall<FileId>)
    return { ...head, pieces: gathered(pieces) }
  })
}
