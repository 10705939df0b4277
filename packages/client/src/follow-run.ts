import { type AnyRun, isEndedRun } from '@throughline/contract'
import type { Client } from './client.ts'

export interface FollowRunOptions {
  signal?: AbortSignal
  /** Seconds that the service holds a question back. */
  wait?: number
}

/** A run as it is, and each time that it has changed, until it has ended. Throws as `call`. */
export async function* followRun(
  client: Client,
  runId: string,
  { signal, wait = 25 }: FollowRunOptions = {},
): AsyncGenerator<AnyRun, void, void> {
  const options = { params: { runId }, ...(signal ? { signal } : {}) }
  let run = await client.call('watchRun', { ...options, query: {} })
  yield run
  while (!isEndedRun(run)) {
    const next = await client.call('watchRun', { ...options, query: { wait, since: run.revision } })
    if (next.revision !== run.revision) yield next
    run = next
  }
}
