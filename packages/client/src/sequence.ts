import type { StreamEvent } from '@throughline/contract'

export interface SequenceOptions {
  /** Revision that the caller already has. */
  since: number
  /** Takes the next event; `false` says that it has to be pulled instead. */
  deliver: (event: StreamEvent) => boolean | undefined
  /** Brings the caller up to date and answers the revision that it then has. */
  pull: (since: number) => Promise<number>
  onPullFailed?: (error: unknown) => void
  /** Waits before a failed pull is tried again; a test gives its own. */
  wait?: (milliseconds: number) => Promise<void>
}

export interface Sequence {
  /** The revision up to which everything was delivered. */
  readonly revision: number
  accept(event: StreamEvent): void
  /** The caller has everything up to here by other means. */
  advance(revision: number): void
  /** There is something up to this head that will not come as events. */
  behind(head: number): void
  close(): void
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const maximumWait = 15_000

/** Brings the events of one stream into order: duplicates are dropped, gaps are pulled, early ones wait their turn. */
export function createSequence({ since, deliver, pull, onPullFailed, wait = pause }: SequenceOptions): Sequence {
  let revision = since
  let head = since
  let pulling = false
  let closed = false
  const early = new Map<number, StreamEvent>()

  function drain(): void {
    for (let event = early.get(revision + 1); event && !closed; event = early.get(revision + 1)) {
      early.delete(event.revision)
      if (deliver(event) === false) {
        void fill()
        return
      }
      revision = Math.max(revision, event.revision)
    }
    for (const waiting of early.keys()) if (waiting <= revision) early.delete(waiting)
    if (head > revision) void fill()
  }

  async function fill(): Promise<void> {
    if (pulling || closed) return
    pulling = true
    for (let delay = 500; !closed; delay = Math.min(delay * 2, maximumWait)) {
      try {
        const reached = await pull(revision)
        const moved = reached > revision || head <= revision
        revision = Math.max(revision, reached)
        if (moved) break
        await wait(delay)
      } catch (error) {
        onPullFailed?.(error)
        await wait(delay)
      }
    }
    pulling = false
    if (!closed) drain()
  }

  return {
    get revision() {
      return revision
    },
    accept(event) {
      if (closed || event.revision <= revision) return
      head = Math.max(head, event.revision)
      early.set(event.revision, event)
      if (!pulling) drain()
    },
    advance(to) {
      revision = Math.max(revision, to)
      if (!pulling && !closed) drain()
    },
    behind(to) {
      head = Math.max(head, to)
      if (!pulling) drain()
    },
    close() {
      closed = true
      early.clear()
    },
  }
}
