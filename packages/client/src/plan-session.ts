import type {
  ChangeAnswer,
  ChangeSetInput,
  Plan,
  PlanDelta,
  Presence,
  ProjectStanding,
  StreamEvent,
} from '@throughline/contract'
import { applyDelta, RevisionGapError } from './apply-delta.ts'
import { applyOperations } from './apply-operations.ts'
import type { Client } from './client.ts'
import type { LiveConnection, Running, Watch } from './live-connection.ts'
import { createOutbox, type Outbox, type OutboxEntry } from './outbox.ts'
import { type Polling, startPolling } from './polling.ts'
import { RequestError } from './request-error.ts'
import { createStore, type Store } from './store.ts'

export interface PlanSnapshot {
  status: 'loading' | 'ready' | 'failed' | 'deleted'
  /** The plan with the changes that are still on their way; null until loaded. */
  plan: Plan | null
  /** The plan as the service has it. */
  saved: Plan | null
  /** How many changes wait for their answer. */
  pendingCount: number
  error: unknown
  /** `polling`: the caller may not watch the project, so that changes of others show within ten seconds. */
  refresh: 'live' | 'polling'
  /** Who looks at the project now, the caller too; nobody is known while polling. */
  people: readonly Presence[]
  /** The recompute that is under way, while that is known. */
  running: Running | null
  /** The service cannot be reached, and this is the plan that was kept at a moment; null: it is the service's own. */
  keptAt: number | null
}

/** Where plans are kept for when the service cannot be reached. */
export interface PlanCopies {
  read(projectId: string): Promise<{ plan: Plan; keptAt: number } | null>
  write(plan: Plan): Promise<void>
  remove(projectId: string): Promise<void>
}

export interface ChangeOptions {
  /** The revision that the caller saw; left out, the one that the session shows. */
  seen?: number
  /** Left to the outbox when it is refused: see {@link Outbox.drop}. */
  holdsRefused?: boolean
}

/** What brought the plan to a revision: an event, rows, or both; rows alone come by answers and pulls. */
export interface PlanUpdate {
  revision: number
  event: StreamEvent | null
  delta: PlanDelta | null
}

export interface PlanSession extends Store<PlanSnapshot> {
  /** Calls the listener each time the saved plan has moved on; answers what stops it. */
  onUpdate(listener: (update: PlanUpdate) => void): () => void
  /** Shows the change at once, sends it after those before it, and answers when it is durable. */
  change(input: ChangeSetInput, options?: ChangeOptions): Promise<ChangeAnswer>
  /** Loads the plan again, after a failure. */
  reload(): Promise<void>
  /** While polling: asks again whether the caller may watch now. */
  watchAgain(): void
  /** Tells the others which task the caller looks at; null: the project as a whole, as from the start. */
  look(taskId: string | null): void
  /** Keeps the plan as it is now for when the service cannot be reached. */
  keepCopy(): void
  close(): void
}

export interface PlanSessionOptions {
  client: Client
  live: LiveConnection
  projectId: string
  /** Sends the changes; left out, one of the session's own that keeps nothing. */
  outbox?: Outbox
  copies?: PlanCopies
}

const pollEvery = 10_000
const reloadEvery = 5_000
const initial: PlanSnapshot = {
  status: 'loading',
  plan: null,
  saved: null,
  pendingCount: 0,
  error: null,
  refresh: 'live',
  people: [],
  running: null,
  keptAt: null,
}

/**
 * Keeps one project's plan true: loads it, follows its stream from the plan's revision, pulls what does not come by
 * events, and shows own changes before they are answered.
 */
export function createPlanSession({ client, live, projectId, outbox: given, copies }: PlanSessionOptions): PlanSession {
  const params = { projectId }
  const store = createStore<PlanSnapshot>(initial)
  const listeners = new Set<(update: PlanUpdate) => void>()
  const outbox = given ?? createOutbox({ client })
  let saved: Plan | null = null
  let pending: readonly OutboxEntry[] = []
  let awaitingPull: StreamEvent[] = []
  let watch: Watch | null = null
  let polling: Polling | null = null
  let looksAt: string | null = null
  let closed = false
  let reloading: ReturnType<typeof setTimeout> | undefined

  function show(change: Partial<PlanSnapshot> = {}): void {
    const plan = saved && pending.reduce((shown, { input }) => applyOperations(shown, input.operations), saved)
    store.set({ ...store.getSnapshot(), plan, saved, pendingCount: pending.length, ...change })
  }

  /** Takes a delta when it fits; says whether the plan has it now. */
  function take(delta: PlanDelta | null): boolean {
    if (!saved || !delta) return false
    try {
      saved = applyDelta(saved, delta)
      return true
    } catch (error) {
      if (error instanceof RevisionGapError) return false
      throw error
    }
  }

  function tell(event: StreamEvent | null, delta: PlanDelta | null): void {
    const revision = saved?.project.revision ?? 0
    for (const listener of [...listeners]) listener({ revision, event, delta })
  }

  async function pull(): Promise<number> {
    if (!saved) return 0
    const delta = await client.call('getDelta', { params, query: { since: saved.project.revision } })
    if (closed) return saved.project.revision
    take(delta)
    const events = awaitingPull
    awaitingPull = []
    show(afterRuns(events))
    for (const event of events) tell(event, null)
    tell(null, delta)
    return saved.project.revision
  }

  function onEvent(event: StreamEvent): boolean {
    if (event.type === 'project.deleted') {
      show({ status: 'deleted' })
      void copies?.remove(projectId).catch(() => undefined)
      return true
    }
    const delta = 'delta' in event.payload ? event.payload.delta : null
    if (!take(delta)) {
      awaitingPull.push(event)
      return false
    }
    show(afterRuns([event]))
    tell(event, delta)
    return true
  }

  /** A run is over when what it came to is shown, no sooner. */
  function afterRuns(events: readonly StreamEvent[]): Partial<PlanSnapshot> {
    const ended = store.getSnapshot().running?.runId
    const isOver = events.some(({ payload }) => ended && 'runId' in payload && payload.runId === ended)
    return isOver ? { running: null } : {}
  }

  async function reload(): Promise<void> {
    stopFollowing()
    clearTimeout(reloading)
    try {
      const plan = await client.call('getPlan', { params })
      if (closed) return
      saved = plan
      show({ status: 'ready', error: null, keptAt: null })
      follow()
    } catch (error) {
      if (closed) return
      if (isUnreachable(error) && (await showCopy())) reloading = setTimeout(() => void reload(), reloadEvery)
      else await giveUp(error)
    }
  }

  /** Without the service the plan is shown as it was kept last, and tried for again. */
  async function showCopy(): Promise<boolean> {
    if (saved) return true
    const copy = await copies?.read(projectId).catch(() => null)
    if (!copy || closed) return false
    saved = copy.plan
    show({ status: 'ready', error: null, keptAt: copy.keptAt })
    return true
  }

  /** What may not be seen any more is not kept either. */
  async function giveUp(error: unknown): Promise<void> {
    show({ status: 'failed', error })
    const isGone = error instanceof RequestError && [403, 404].includes(error.status)
    if (isGone) await copies?.remove(projectId).catch(() => undefined)
  }

  /** A copy that cannot be written is a convenience less, and nothing else. */
  function keepCopy(): void {
    const { status, keptAt } = store.getSnapshot()
    if (saved && status === 'ready' && keptAt === null) void copies?.write(saved).catch(() => undefined)
  }

  function stopFollowing(): void {
    watch?.close()
    polling?.stop()
    watch = null
    polling = null
  }

  function follow(): void {
    stopFollowing()
    watch = live.watch({
      kind: 'project',
      id: projectId,
      since: saved?.project.revision ?? 0,
      onEvent,
      onResync: pull,
      onRefused,
      onAccepted: () => show({ refresh: 'live' }),
      onPresence: (people) => show({ people }),
      onRunning: (running) => show({ running }),
    })
    watch.look(looksAt)
  }

  function onRefused(code: number): void {
    if (closed) return
    if (code === 4003) poll()
    else fail(new RequestError({ type: '/problems/not-found', title: 'Not to be seen', status: 404 }))
  }

  /** The role may have been changed: what the caller may do else is asked anew as well. */
  function poll(): void {
    stopFollowing()
    show({ refresh: 'polling', people: [], running: null })
    const isFinal = (error: unknown) => error instanceof RequestError && [403, 404].includes(error.status)
    polling = startPolling(pullWithRole, { every: pollEvery, isFinal, onEnd: fail })
  }

  async function pullWithRole(): Promise<void> {
    const { role, acts } = await client.call('getProject', { params })
    if (closed) return
    if (saved && !isSameStanding(saved.project, { role, acts }))
      saved = { ...saved, project: { ...saved.project, role, acts } }
    await pull()
  }

  function fail(error: unknown): void {
    if (!closed) void giveUp(error)
  }

  /** What the outbox has of this project: what was refused is not part of the plan any more. */
  function takePending(): void {
    const entries = outbox.getSnapshot().entries
    const own = entries.filter((entry) => entry.projectId === projectId && entry.refusal === null)
    const isSame = own.length === pending.length && own.every(({ key }, at) => key === pending[at]?.key)
    if (isSame || closed) return
    pending = own
    show()
  }

  async function onAnswer({ projectId: id }: OutboxEntry, answer: ChangeAnswer): Promise<void> {
    if (id !== projectId || closed) return
    if (take(answer.delta)) tell(null, answer.delta)
    else await pull().catch(() => undefined)
    watch?.advance(saved?.project.revision ?? 0)
  }

  const stopListening = [outbox.subscribe(takePending), outbox.onAnswer(onAnswer)]
  takePending()
  void reload()
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    onUpdate(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change(input, { seen = saved?.project.revision ?? 0, ...options } = {}) {
      return outbox.add(projectId, input, seen, options)
    },
    reload,
    watchAgain() {
      if (polling) follow()
    },
    look(taskId) {
      looksAt = taskId
      watch?.look(taskId)
    },
    keepCopy,
    close() {
      keepCopy()
      closed = true
      clearTimeout(reloading)
      stopFollowing()
      for (const stop of stopListening) stop()
      if (!given) outbox.close()
      listeners.clear()
    },
  }
}

const isUnreachable = (error: unknown): boolean => error instanceof RequestError && error.type === 'unreachable'

const isSameStanding = (one: ProjectStanding, other: ProjectStanding): boolean =>
  one.role === other.role && String(one.acts) === String(other.acts)
