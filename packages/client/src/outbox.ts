import type { ChangeAnswer, ChangeSetInput, Problem } from '@throughline/contract'
import type { Client } from './client.ts'
import { RequestError } from './request-error.ts'
import { createStore, type Store } from './store.ts'

/**
 * Changes on their way to the service. Each is kept, where the caller gives a place for it, from the moment it is made until
 * the service has answered, so that neither a lost connection nor a closed page loses one: whoever opens the outbox next
 * sends what is left, under the same Idempotency-Key, so that nothing happens twice. See decision 56.
 */
export interface Outbox extends Store<OutboxSnapshot> {
  /** Shows the change to all who look at the outbox, sends it after those of its project before it, and answers when it is durable. */
  add(projectId: string, input: ChangeSetInput, seen: number, options?: AddOptions): Promise<ChangeAnswer>
  /** Calls the listener with each answer, before the entry goes; the next of the project is sent when it is done. */
  onAnswer(listener: (entry: OutboxEntry, answer: ChangeAnswer) => unknown): () => void
  /** Takes over what an earlier page left, and sends it. */
  adopt(): Promise<void>
  /** Sends at once what waits for the service to be reached. */
  retry(): void
  /** Gives up a change that was refused, or one that has not been sent yet. */
  drop(key: string): Promise<void>
  close(): void
}

export interface AddOptions {
  /** Keeps the change also when it is refused, until it is dropped: somebody will say what is to become of it. */
  holdsRefused?: boolean
}

export interface OutboxSnapshot {
  /** In the order in which they were made. */
  readonly entries: readonly OutboxEntry[]
  /** `waiting`: the service cannot be reached now; `signed-out`: it asks who this is. */
  readonly state: 'sending' | 'waiting' | 'signed-out'
  /** The changes made from now on would be lost with the page: there is nowhere to keep them. */
  readonly isUnkept: boolean
}

export interface OutboxEntry {
  /** Its Idempotency-Key. */
  readonly key: string
  /** Milliseconds since 1970, later for each entry made after another. */
  readonly madeAt: number
  readonly projectId: string
  readonly input: ChangeSetInput
  /** The revision that was seen when it was made. */
  readonly seen: number
  /** Revisions that changes made before it came to, after `seen`: they do not make it stale. */
  readonly own: readonly number[]
  /** Why the service did not take it; null while that is open. */
  readonly refusal: Problem | null
}

/** Where entries outlive the page. */
export interface OutboxKeep {
  /** Entries that nobody else has, which are the caller's from now on. */
  adopt(): Promise<readonly OutboxEntry[]>
  put(entry: OutboxEntry): Promise<void>
  remove(key: string): Promise<void>
}

export interface OutboxOptions {
  client: Client
  keep?: OutboxKeep
}

const shortestWait = 1_000
const longestWait = 15_000
/** So often is a change sent that the service fails at, before it counts as refused. */
const attemptsAtErrors = 5
const nowhere: OutboxKeep = { adopt: async () => [], put: async () => undefined, remove: async () => undefined }

interface Caller {
  readonly holdsRefused: boolean
  resolve(answer: ChangeAnswer): void
  reject(error: unknown): void
}

export function createOutbox({ client, keep = nowhere }: OutboxOptions): Outbox {
  const store = createStore<OutboxSnapshot>({ entries: [], state: 'sending', isUnkept: false })
  const listeners = new Set<(entry: OutboxEntry, answer: ChangeAnswer) => unknown>()
  const callers = new Map<string, Caller>()
  const sending = new Set<string>()
  const failures = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = shortestWait
  let closed = false

  const set = (change: Partial<OutboxSnapshot>) => store.set({ ...store.getSnapshot(), ...change })
  const { getSnapshot } = store

  async function kept(work: Promise<void>): Promise<void> {
    try {
      await work
    } catch {
      set({ isUnkept: true })
    }
  }

  function replace(entry: OutboxEntry): Promise<void> {
    set({ entries: getSnapshot().entries.map((other) => (other.key === entry.key ? entry : other)) })
    return kept(keep.put(entry))
  }

  function remove(key: string): Promise<void> {
    failures.delete(key)
    set({ entries: getSnapshot().entries.filter((entry) => entry.key !== key) })
    return kept(keep.remove(key))
  }

  /** Sends the entries of one project, one after another, until none is left or the service is away. */
  async function sendAll(projectId: string): Promise<void> {
    if (sending.has(projectId)) return
    sending.add(projectId)
    try {
      for (let next = nextOf(projectId); next && !closed; next = nextOf(projectId)) {
        if (!(await settle(next))) return
      }
    } finally {
      sending.delete(projectId)
    }
  }

  const nextOf = (projectId: string) =>
    getSnapshot().entries.find((entry) => entry.projectId === projectId && entry.refusal === null)

  /** Whether the next one may be sent: this one is answered, for good or ill. */
  async function settle(entry: OutboxEntry): Promise<boolean> {
    const outcome = await send(entry).catch(requestErrorOf)
    if (closed) return false
    if (!(outcome instanceof RequestError)) {
      reached()
      await answered(entry, outcome)
    } else if (isPassing(outcome) && !hasFailedTooOften(entry, outcome)) {
      away(outcome)
      return false
    } else {
      reached()
      await refused(entry, outcome)
    }
    return true
  }

  async function send(entry: OutboxEntry): Promise<ChangeAnswer> {
    const { key, projectId, input } = entry
    const call = (ifMatch: number) =>
      client.call('createChangeSet', { params: { projectId }, body: input, ifMatch, idempotencyKey: key })
    try {
      return await call(seenWithOwn(entry))
    } catch (error) {
      const own = error instanceof RequestError ? ownConflictOf(entry, error) : null
      if (own === null) throw error
      return await call(own)
    }
  }

  async function answered(entry: OutboxEntry, answer: ChangeAnswer): Promise<void> {
    const others = getSnapshot().entries.filter((other) => other !== entry && other.projectId === entry.projectId)
    for (const other of others) void replace({ ...other, own: [...other.own, answer.revision] })
    for (const listener of [...listeners]) await listener(entry, answer)
    await remove(entry.key)
    callers.get(entry.key)?.resolve(answer)
    callers.delete(entry.key)
  }

  async function refused(entry: OutboxEntry, error: RequestError): Promise<void> {
    const caller = callers.get(entry.key)
    if (caller && !caller.holdsRefused) await remove(entry.key)
    else await replace({ ...latest(entry), refusal: error.problem })
    caller?.reject(error)
    callers.delete(entry.key)
  }

  const latest = (entry: OutboxEntry) => getSnapshot().entries.find(({ key }) => key === entry.key) ?? entry

  /** An error of the service's own, again and again, is no passing one. */
  function hasFailedTooOften({ key }: OutboxEntry, { status }: RequestError): boolean {
    if (status !== 500) return false
    const count = (failures.get(key) ?? 0) + 1
    failures.set(key, count)
    return count >= attemptsAtErrors
  }

  function reached(): void {
    wait = shortestWait
    if (getSnapshot().state !== 'sending') set({ state: 'sending' })
  }

  /** Asks again after a while; somebody who is signed out asks when they are signed in. */
  function away({ status }: RequestError): void {
    set({ state: status === 401 ? 'signed-out' : 'waiting' })
    clearTimeout(timer)
    if (status === 401) return
    timer = setTimeout(retry, wait)
    wait = Math.min(wait * 2, longestWait)
  }

  function retry(): void {
    clearTimeout(timer)
    for (const projectId of new Set(getSnapshot().entries.map((entry) => entry.projectId))) void sendAll(projectId)
  }

  return {
    getSnapshot,
    subscribe: store.subscribe,
    add(projectId, input, seen, { holdsRefused = false } = {}) {
      const madeAt = Math.max(Date.now(), (getSnapshot().entries.at(-1)?.madeAt ?? 0) + 1)
      const entry: OutboxEntry = { key: crypto.randomUUID(), madeAt, projectId, input, seen, own: [], refusal: null }
      const answer = new Promise<ChangeAnswer>((resolve, reject) => {
        callers.set(entry.key, { holdsRefused, resolve, reject })
      })
      set({ entries: [...getSnapshot().entries, entry] })
      void kept(keep.put(entry))
      if (getSnapshot().state === 'sending') void sendAll(projectId)
      return answer
    },
    onAnswer(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async adopt() {
      const known = new Set(getSnapshot().entries.map(({ key }) => key))
      const left = (await keep.adopt()).filter(({ key }) => !known.has(key))
      if (closed || left.length === 0) return
      set({ entries: [...getSnapshot().entries, ...left].sort((one, other) => one.madeAt - other.madeAt) })
      retry()
    },
    retry,
    async drop(key) {
      await remove(key)
      callers.get(key)?.reject(new RequestError({ type: '/problems/dropped', title: 'It was given up', status: 0 }))
      callers.delete(key)
    },
    close() {
      closed = true
      clearTimeout(timer)
      listeners.clear()
    },
  }
}

/** Where only own changes came after what was seen, they were seen as well. */
function seenWithOwn({ seen, own }: OutboxEntry): number {
  return own.reduce((known, revision) => (revision === known + 1 ? revision : known), seen)
}

/** The revision to name where an entry is stale by own changes alone; null where others' are among them. */
function ownConflictOf({ own }: OutboxEntry, error: RequestError): number | null {
  if (error.type !== 'field-conflict' || error.conflicts.length === 0) return null
  const isOwn = error.conflicts.every(({ revision }) => own.includes(revision))
  return isOwn ? Math.max(...own) : null
}

/** Whether sending it again later may help: no answer, too many requests, nobody signed in, or trouble of the service. */
const isPassing = ({ status, type }: RequestError): boolean =>
  type === 'unreachable' ||
  status === 401 ||
  status === 408 ||
  status === 429 ||
  status >= 500 ||
  type === 'request-running'

/** Whatever else goes wrong with a change is told of it, so that it does not get lost. */
function requestErrorOf(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  return new RequestError({ type: '/problems/failed', title: String(error), status: 0 }, { cause: error })
}
