import type { Plan, PlanDelta, ProjectRole, StreamEvent } from '@throughline/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Client } from './client.ts'
import type { LiveConnection, WatchOptions } from './live-connection.ts'
import { createPlanSession } from './plan-session.ts'
import { createSequence, type Sequence } from './sequence.ts'
import { createStore } from './store.ts'
import { makeDelta, makeEvent, makePlan, makeTask, uuid } from './testing/plans.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))
const renamed = (name: string, from: number) => makeDelta(from, from + 1, { tasks: [makeTask(1, { name })] })

/** A service with one plan; its answers and its stream are driven by the test. */
function service(answers: { plan: Plan; delta?: PlanDelta; role?: ProjectRole; change?: () => Promise<unknown> }) {
  const calls: { operation: string; input: unknown }[] = []
  let sequence: Sequence | undefined
  let watching: WatchOptions | undefined
  const looks: (string | null)[] = []
  const client = {
    call: async (operation: string, input: unknown) => {
      calls.push({ operation, input })
      if (operation === 'getPlan') return answers.plan
      if (operation === 'getDelta') return answers.delta
      if (operation === 'getProject') return { role: answers.role ?? 'owner' }
      return answers.change?.()
    },
  } as unknown as Client
  const live: LiveConnection = {
    state: createStore('live' as const),
    watch(options: WatchOptions) {
      const made = createSequence({ since: options.since, deliver: options.onEvent, pull: options.onResync })
      sequence = made
      watching = options
      return Object.assign(made, { look: (taskId: string | null) => void looks.push(taskId) })
    },
    onInbox: () => () => undefined,
    reconnect: () => undefined,
    close: () => undefined,
  }
  const session = createPlanSession({ client, live, projectId: uuid(0) })
  return { session, calls, looks, accept: (event: StreamEvent) => sequence?.accept(event), watching: () => watching }
}

const nameOf = (plan: Plan | null) => plan?.tasks[0]?.name
const rename = { operations: [{ op: 'update', entity: 'task', id: uuid(1), patch: { name: 'Mine' } } as const] }

describe('createPlanSession', () => {
  const plan = makePlan(4, [makeTask(1)])

  it('loads the plan and takes events in order', async () => {
    const { session, accept } = service({ plan })
    await settle()
    const updates: number[] = []
    session.onUpdate(({ revision }) => updates.push(revision))
    accept(makeEvent(5, renamed('Five', 4)))
    accept(makeEvent(6, renamed('Six', 5)))
    expect(nameOf(session.getSnapshot().plan)).toBe('Six')
    expect(updates).toEqual([5, 6])
  })

  it('pulls when an event comes without its delta', async () => {
    const { session, calls, accept } = service({ plan, delta: renamed('Pulled', 4) })
    await settle()
    accept(makeEvent(5))
    await settle()
    expect(calls.at(-1)).toMatchObject({ operation: 'getDelta', input: { query: { since: 4 } } })
    expect(nameOf(session.getSnapshot().plan)).toBe('Pulled')
  })

  it('shows a change at once and keeps it when it is answered', async () => {
    const change = async () => ({ revision: 5, delta: renamed('Mine', 4), created: [] })
    const { session, calls, accept } = service({ plan, change })
    await settle()
    const answer = session.change(rename)
    expect(nameOf(session.getSnapshot().plan)).toBe('Mine')
    expect(nameOf(session.getSnapshot().saved)).toBe('Task 1')
    await answer
    expect(calls.at(-1)).toMatchObject({ operation: 'createChangeSet', input: { ifMatch: 4 } })
    expect(session.getSnapshot()).toMatchObject({ pendingCount: 0, saved: { project: { revision: 5 } } })
    accept(makeEvent(5, renamed('Mine', 4)))
    expect(session.getSnapshot().saved?.project.revision).toBe(5)
  })

  it('takes a refused change back', async () => {
    const change = () => Promise.reject(new Error('refused'))
    const { session } = service({ plan, change })
    await settle()
    await expect(session.change(rename)).rejects.toThrow('refused')
    expect(nameOf(session.getSnapshot().plan)).toBe('Task 1')
  })

  it('does not let an own change make the next one stale', async () => {
    let revision = 4
    const change = async () => ({ revision: ++revision, delta: renamed('Mine', revision - 1), created: [] })
    const { session, calls } = service({ plan, change })
    await settle()
    await Promise.all([session.change(rename), session.change(rename)])
    const seen = calls.filter(({ operation }) => operation === 'createChangeSet').map(({ input }) => input)
    expect(seen).toMatchObject([{ ifMatch: 4 }, { ifMatch: 5 }])
  })

  it('pulls when others came before an own change', async () => {
    const change = async () => ({ revision: 6, delta: renamed('Mine', 5), created: [] })
    const { session } = service({ plan, change, delta: makeDelta(4, 6, { tasks: [makeTask(1, { name: 'Both' })] }) })
    await settle()
    await session.change(rename)
    expect(session.getSnapshot()).toMatchObject({ saved: { project: { revision: 6 } }, pendingCount: 0 })
    expect(nameOf(session.getSnapshot().plan)).toBe('Both')
  })

  describe('where the caller may not watch', () => {
    afterEach(() => void vi.useRealTimers())

    it('pulls at once and every ten seconds, and watches again when it is let', async () => {
      vi.useFakeTimers()
      const answers = { plan, delta: renamed('Pulled', 4), role: 'viewer' as const }
      const { session, calls, watching } = service(answers)
      await vi.advanceTimersByTimeAsync(0)
      watching()?.onPresence?.([{ personId: uuid(9), name: 'Ann', taskId: null, since: '2026-01-01T00:00:00Z' }])
      const refused = watching()
      refused?.onRefused?.(4003)
      await vi.advanceTimersByTimeAsync(0)
      expect(session.getSnapshot()).toMatchObject({ status: 'ready', refresh: 'polling', people: [] })
      expect(session.getSnapshot().plan?.project).toMatchObject({ revision: 5, role: 'viewer' })
      answers.delta = renamed('Later', 5)
      await vi.advanceTimersByTimeAsync(10_000)
      expect(nameOf(session.getSnapshot().plan)).toBe('Later')

      session.watchAgain()
      expect(watching()).not.toBe(refused)
      expect(watching()?.since).toBe(6)
      watching()?.onAccepted?.()
      expect(session.getSnapshot().refresh).toBe('live')
      const before = calls.length
      await vi.advanceTimersByTimeAsync(60_000)
      expect(calls).toHaveLength(before)
    })

    it('fails once the project cannot be seen at all', async () => {
      vi.useFakeTimers()
      const { session, calls, watching } = service({ plan, role: 'viewer' })
      await vi.advanceTimersByTimeAsync(0)
      watching()?.onRefused?.(4004)
      expect(session.getSnapshot()).toMatchObject({ status: 'failed', error: { status: 404 } })
      const before = calls.length
      await vi.advanceTimersByTimeAsync(60_000)
      expect(calls).toHaveLength(before)
    })
  })

  it('says where the person looks, also after it was loaded anew', async () => {
    const { session, looks } = service({ plan })
    await settle()
    session.look(uuid(1))
    await session.reload()
    expect(looks).toEqual([null, uuid(1), uuid(1)])
  })

  it('shows a run until its event comes', async () => {
    const { session, accept, watching } = service({ plan })
    await settle()
    watching()?.onRunning?.({ runId: uuid(5), runNumber: 3, inputRevision: 4 })
    expect(session.getSnapshot().running).toMatchObject({ runNumber: 3 })
    const event = makeEvent(5, renamed('Moved', 4))
    accept({ ...event, type: 'plan.computed', payload: { ...event.payload, runId: uuid(5) } } as StreamEvent)
    expect(session.getSnapshot().running).toBeNull()
  })

  it('shows a run until what it came to is pulled, where its event does not say', async () => {
    const { session, accept, watching } = service({ plan, delta: renamed('Moved', 4) })
    await settle()
    watching()?.onRunning?.({ runId: uuid(5), runNumber: 3, inputRevision: 4 })
    const event = makeEvent(5, null)
    accept({ ...event, type: 'plan.computed', payload: { ...event.payload, runId: uuid(5) } } as StreamEvent)
    expect(session.getSnapshot().running).toMatchObject({ runNumber: 3 })
    await settle()
    expect(nameOf(session.getSnapshot().plan)).toBe('Moved')
    expect(session.getSnapshot().running).toBeNull()
  })
})
