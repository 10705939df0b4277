import { createHmac } from 'node:crypto'
import { idempotencyKey, ProblemError } from '@throughline/contract'
import { claimIdempotencyKey, insertKeptAnswer, type KeyScope, type Transaction } from '@throughline/database'
import { readHeader } from './parse-input.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
  /** Told once and not kept: a replay is told that there was one. */
  holdsSecret?: boolean
}

/**
 * Does the request once for its key, in the transaction that keeps the answer: both commit, or neither. `hashRequest`
 * is asked after `act`, or in its stead; by then an upload has been read.
 */
export async function answerOnce(
  transaction: Transaction,
  scope: KeyScope,
  hashRequest: () => Promise<Buffer>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const { held, kept } = await claimIdempotencyKey(transaction, scope)
  if (!held) throw stillRunning()
  if (!kept) {
    const answer = await act()
    const { status, headers, holdsSecret } = answer
    const body = holdsSecret ? { holdsSecret } : answer.body
    const isKept = await insertKeptAnswer(transaction, scope, {
      requestHash: await hashRequest(),
      status,
      headers,
      body,
    })
    if (!isKept) throw stillRunning()
    return answer
  }
  if (!kept.requestHash.equals(new Uint8Array(await hashRequest()))) throw new ProblemError('key-reused')
  if (isSecret(kept.body))
    throw new ProblemError('conflict', { detail: 'It was done. Its answer held a secret, which is told only once.' })
  const { status, headers, body } = kept
  return { status, headers: { ...headers, 'Idempotent-Replay': 'true' }, body }
}

const stillRunning = () => new ProblemError('request-running', { retryAfterSeconds: 1 })

const isSecret = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && (body as { holdsSecret?: unknown }).holdsSecret === true

/** Keyed, since bodies may hold a password, which a plain hash would give to guessing. */
export const hashOf = (key: string, method: string, url: string, body: string): Buffer =>
  createHmac('sha256', key).update(`${method}\n${url}\n${body}`).digest()

/** Throws `bad-request` for a key that is empty, too long, or not printable. */
export function readIdempotencyKey(header: string | undefined): string | undefined {
  return readHeader('Idempotency-Key', idempotencyKey, header)
}
