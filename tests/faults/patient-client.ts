import { setTimeout as pause } from 'node:timers/promises'
import { type CallOptions, type Client, createClient, RequestError } from '@throughline/client'
import type { OperationId } from '@throughline/contract'

export interface PatientOptions {
  /** Where to ask, one after another. */
  urls: () => readonly string[]
  token: string
  attemptMs?: number
  patienceMs?: number
  /** Told of each error that makes it ask again. */
  onRepeat?: (error: unknown) => void
}

type AnyCall = (id: OperationId, input: CallOptions) => Promise<unknown>

/**
 * A client as a careful program is one: it sends a request again, always with the same key, until there is an answer that
 * is final. What it returns was acknowledged.
 */
export function createPatientClient(options: PatientOptions): Client {
  const { urls, token, attemptMs = 4_000, patienceMs = 60_000, onRepeat } = options
  const call: AnyCall = async (id, input = {}) => {
    const key = input.idempotencyKey ?? crypto.randomUUID()
    const end = Date.now() + patienceMs
    for (let attempt = 0; ; attempt += 1) {
      const all = urls()
      const client = createClient({ baseUrl: all[attempt % all.length] ?? '', token })
      const signal = AbortSignal.timeout(attemptMs)
      try {
        return await (client.call as unknown as AnyCall)(id, { ...input, idempotencyKey: key, signal })
      } catch (error) {
        if (isFinal(error) || Date.now() > end) throw error
        onRepeat?.(error)
        await pause(100)
      }
    }
  }
  // A dry run or a file changes nothing: whoever wants one asks again by itself.
  const plain = createClient({ baseUrl: urls()[0] ?? '', token })
  return { ...plain, call: call as unknown as Client['call'] }
}

const passing: ReadonlySet<string> = new Set(['request-running', 'too-many-requests'])

function isFinal(error: unknown): boolean {
  if (!(error instanceof RequestError)) return false
  return error.status >= 400 && error.status < 500 && !passing.has(error.type)
}
