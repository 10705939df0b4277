import { type Client, Connection, Client as TemporalClient } from '@temporalio/client'
import type { Settings } from '@throughline/platform'
import type { Metrics } from '../metrics.ts'

const callDeadline = 5_000
const probeDeadline = 1_000
const probeAge = 2_000

/** The one connection to Temporal of this process. It connects when first used, and by itself again. */
export interface Temporal {
  /** Runs calls to Temporal, each of which has to answer in five seconds. */
  call<Result>(act: (client: Client) => Promise<Result>): Promise<Result>
  /** Whether the server answers; asked at most every two seconds unless `fresh`. */
  isReachable(options?: { fresh?: boolean }): Promise<boolean>
  close(): Promise<void>
}

export function createTemporal({ address, namespace }: Settings['temporal'], metrics: Metrics): Temporal {
  const connection = Connection.lazy({
    address,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 },
  })
  const client = new TemporalClient({ connection, namespace })
  let known: { at: number; reachable: Promise<boolean> } | undefined

  const probe = async (): Promise<boolean> => {
    const answered = await connection
      .withDeadline(Date.now() + probeDeadline, () => connection.workflowService.getSystemInfo({}))
      .then(
        () => true,
        () => false,
      )
    metrics.temporalReachable.set(answered ? 1 : 0)
    return answered
  }

  return {
    call: (act) => connection.withDeadline(Date.now() + callDeadline, () => act(client)),
    isReachable({ fresh = false } = {}) {
      const now = Date.now()
      if (fresh || !known || now - known.at > probeAge) known = { at: now, reachable: probe() }
      return known.reachable
    },
    close: () => connection.close(),
  }
}
