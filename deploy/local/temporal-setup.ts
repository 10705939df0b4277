import { Connection } from '@temporalio/client'
import { searchAttributes } from '@throughline/contract/temporal'
import { waitFor } from './wait-for.ts'

const keyword = 2
const retentionSeconds = 72 * 3_600
const deadlineMs = 10_000

/** Makes the namespace (72 h of history) and the search attributes where they are missing; changes nothing otherwise. */
export async function prepareTemporal(address: string, namespace: string, signal?: AbortSignal): Promise<void> {
  const connection = await connectTemporal(address, signal)
  try {
    await ensureNamespace(connection, namespace)
    await waitFor('Temporal search attributes', () => ensureSearchAttributes(connection, namespace), {
      timeoutMs: 30_000,
      signal,
    })
  } finally {
    await connection.close()
  }
}

export async function connectTemporal(address: string, signal?: AbortSignal): Promise<Connection> {
  let connection: Connection | undefined
  const connect = async () => {
    connection = await Connection.connect({ address, connectTimeout: 2_000 })
    return null
  }
  await waitFor(`Temporal at ${address}`, connect, { timeoutMs: 30_000, signal })
  if (!connection) throw new Error(`no connection to Temporal at ${address}`)
  return connection
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.withDeadline(Date.now() + deadlineMs, async () => {
    const retention = { seconds: retentionSeconds as never, nanos: 0 }
    const found = await connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
      if (isNotFound(error)) return undefined
      throw error
    })
    if (!found)
      await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention })
    else if (Number(found.config?.workflowExecutionRetentionTtl?.seconds ?? 0) !== retentionSeconds) {
      await connection.workflowService.updateNamespace({
        namespace,
        config: { workflowExecutionRetentionTtl: retention },
      })
    }
  })
}

/** Null when all are there; a namespace that was just made takes a moment until it can have some. */
async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<string | null> {
  return await connection.withDeadline(Date.now() + deadlineMs, async () => {
    const found = await connection.operatorService.listSearchAttributes({ namespace })
    const missing = Object.values(searchAttributes).filter((name) => found.customAttributes[name] === undefined)
    if (missing.length === 0) return null
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    })
    return `made ${missing.join(', ')}`
  })
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 5
}
