import type { Problem } from '@throughline/contract'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client } from './client.ts'
import { createOutbox, type OutboxEntry, type OutboxKeep } from './outbox.ts'
import { RequestError, unreachable } from './request-error.ts'
import { uuid } from './testing/plans.ts'

const projectId = uuid(0)
const rename = { operations: [{ op: 'update', entity: 'task', id: uuid(1), patch: { name: 'Mine' } } as const] }
const problem = (status: number, rest: Partial<Problem> = {}): RequestError =>
  new RequestError({ type: '/problems/some', title: 'Some', status, ...rest })
const conflictAt = (revision: number) =>
  problem(409, {
    type: '/problems/field-conflict',
    conflicts: [{ entity: 'task', id: uuid(1), field: 'name', yours: 'Mine', theirs: 'Theirs', revision }],
  })

type Sent = { ifMatch: number; idempotencyKey: string; params: { projectId: string } }

/** A service that answers as the test says, and a place that outlives outboxes. */
function bench() {
  const sent: Sent[] = []
  const service = { answer: async (_: Sent): Promise<unknown> => ({ revision: 5, delta: null, created: [] }) }
  const client = {
    call: (_: string, input: Sent) => {
      sent.push(input)
      return service.answer(input)
    },
  } as unknown as Client
  const rows = new Map<string, OutboxEntry>()
  const keep: OutboxKeep = {
    adopt: async () => [...rows.values()],
    put: async (entry) => void rows.set(entry.key, entry),
    remove: async (key) => void rows.delete(key),
  }
  return { sent, service, rows, client, keep, open: () => createOutbox({ client, keep }) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('createOutbox', () => {
  it('keeps a change until it is answered', async () => {
    const { service, rows, open } = bench()
    let finish: (answer: unknown) => void = () => undefined
    service.answer = () => new Promise((resolve) => (finish = resolve))
    const outbox = open()
    const answer = outbox.add(projectId, rename, 4)
    await settle()
    expect([...rows.values()]).toMatchObject([{ projectId, seen: 4, refusal: null }])
    finish({ revision: 5 })
    await expect(answer).resolves.toMatchObject({ revision: 5 })
    expect(rows.size).toBe(0)
    expect(outbox.getSnapshot().entries).toEqual([])
  })

  it('sends what could not be sent again, under the same key, until the service is there', async () => {
    const { sent, service, open } = bench()
    const answers = service.answer
    service.answer = () => Promise.reject(unreachable(new Error('offline')))
    const outbox = open()
    const answer = outbox.add(projectId, rename, 4)
    await settle()
    expect(outbox.getSnapshot().state).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1_000)
    service.answer = answers
    await vi.advanceTimersByTimeAsync(2_000)
    await answer
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(outbox.getSnapshot()).toMatchObject({ entries: [], state: 'sending' })
  })

  it('sends what an earlier page left, in its order and each project by itself', async () => {
    const { sent, service, rows, open } = bench()
    const answers = service.answer
    service.answer = () => Promise.reject(unreachable(new Error('offline')))
    const before = open()
    for (const id of [projectId, uuid(7), projectId]) before.add(id, rename, 4).catch(() => undefined)
    await settle()
    before.close()
    const keys = [...rows.values()].map(({ key }) => key)
    sent.length = 0
    service.answer = answers
    const outbox = open()
    await outbox.adopt()
    await settle()
    const sentOf = (id: string) => sent.filter(({ params }) => params.projectId === id)
    expect(sentOf(projectId).map(({ idempotencyKey }) => idempotencyKey)).toEqual([keys[0], keys[2]])
    expect(sentOf(uuid(7)).map(({ idempotencyKey }) => idempotencyKey)).toEqual([keys[1]])
    expect(rows.size).toBe(0)
  })

  it('does not take an own change for a conflict, though a recompute came between', async () => {
    const { sent, service, open } = bench()
    const outbox = open()
    service.answer = async ({ ifMatch }) => {
      if (sent.length === 1) return { revision: 6 }
      if (ifMatch < 6) throw conflictAt(6)
      return { revision: 8 }
    }
    await Promise.all([outbox.add(projectId, rename, 4), outbox.add(projectId, rename, 4)])
    expect(sent.map(({ ifMatch }) => ifMatch)).toEqual([4, 4, 6])
  })

  it('names own changes as seen where nothing came between', async () => {
    const { sent, service, open } = bench()
    let revision = 4
    service.answer = async () => ({ revision: ++revision })
    const outbox = open()
    await Promise.all([1, 2, 3].map(() => outbox.add(projectId, rename, 4)))
    expect(sent.map(({ ifMatch }) => ifMatch)).toEqual([4, 5, 6])
  })

  it('holds a refused change until it is dropped, and sends those after it', async () => {
    const { service, rows, sent, open } = bench()
    const answers = service.answer
    service.answer = async (input) => (sent.length === 1 ? Promise.reject(conflictAt(5)) : answers(input))
    const outbox = open()
    const refused = outbox.add(projectId, rename, 4, { holdsRefused: true })
    const next = outbox.add(projectId, rename, 4)
    await expect(refused).rejects.toMatchObject({ type: 'field-conflict' })
    await next
    expect([...rows.values()]).toMatchObject([{ refusal: { status: 409 } }])
    await outbox.drop(rows.keys().next().value ?? '')
    expect(rows.size).toBe(0)
  })

  it('forgets a refused change that its caller is told of', async () => {
    const { service, rows, open } = bench()
    service.answer = () => Promise.reject(problem(403))
    await expect(open().add(projectId, rename, 4)).rejects.toMatchObject({ status: 403 })
    expect(rows.size).toBe(0)
  })

  it('waits for a sign-in', async () => {
    const { sent, service, open } = bench()
    const answers = service.answer
    service.answer = () => Promise.reject(problem(401))
    const outbox = open()
    const answer = outbox.add(projectId, rename, 4)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(outbox.getSnapshot().state).toBe('signed-out')
    service.answer = answers
    outbox.retry()
    await expect(answer).resolves.toMatchObject({ revision: 5 })
  })

  it('stops at a change that the service fails at again and again, and holds it', async () => {
    const { sent, service, open, keep, client, rows } = bench()
    service.answer = () => Promise.reject(problem(500))
    const outbox = open()
    const answer = outbox.add(projectId, rename, 4, { holdsRefused: true })
    answer.catch(() => undefined)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(sent).toHaveLength(5)
    expect([...rows.values()]).toMatchObject([{ refusal: { status: 500 } }])
    expect(createOutbox({ client, keep }).getSnapshot().entries).toEqual([])
  })

  it('says when there is nowhere to keep changes', async () => {
    const { client, keep } = bench()
    const outbox = createOutbox({ client, keep: { ...keep, put: () => Promise.reject(new Error('full')) } })
    await outbox.add(projectId, rename, 4)
    expect(outbox.getSnapshot().isUnkept).toBe(true)
  })
})
