import type { TestPerson } from '../harness/organisation.ts'

/** What the parts of a load run, each a process of its own, tell each other. */

export interface LoadProject {
  id: string
  organisation: number
  /** One that a client which asks for a delta may have: that of the last edit. */
  revision: number
  /** Tasks whose duration is edited. */
  taskIds: readonly string[]
  /** People who work in it. */
  people: readonly Pick<TestPerson, 'token' | 'personId'>[]
}

export interface SocketOrder {
  urls: readonly string[]
  projects: readonly LoadProject[]
  count: number
}

export interface SocketResult {
  connected: number
  deliveries: number
  /** Events that came out of order, twice, or after a gap. */
  misplaced: number
  resyncs: number
  disconnects: number
  refusals: number
  /** Sockets that did not come to the head of their stream. */
  behind: number
  /** From the beginning of the transaction that made the event to the socket, in milliseconds, of a sample. */
  lags: number[]
}

export interface RequestOrder {
  urls: readonly string[]
  projects: readonly LoadProject[]
  seconds: number
  rate: number
}

export interface RequestError {
  operation: string
  status: number
  detail: string
}

export interface RequestResult {
  /** Milliseconds from the moment that each was due to its last byte, by operation. */
  latencies: Record<string, number[]>
  errors: RequestError[]
  errorCount: number
  /** Revisions of acknowledged edits, by project. */
  acknowledged: Record<string, number[]>
  /** How late requests were sent, the worst of each second: the generator's own share. */
  lateness: number[]
  seconds: number
}

export type ChildMessage<Result> =
  | { kind: 'ready' }
  | { kind: 'progress'; line: string }
  | { kind: 'done'; result: Result }
export type ParentMessage<Order> = { kind: 'start'; order: Order } | { kind: 'end'; heads: Record<string, number> }
