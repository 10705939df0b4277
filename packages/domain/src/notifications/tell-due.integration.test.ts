import { randomUUID } from 'node:crypto'
import type { ChangeOperation } from '@throughline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changePerson } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { putMember } from '../projects/members.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'
import { tellDue } from './tell-due.ts'
import { askedFor, inboxOf } from './testing/told.ts'

let store: Store
let plan: NamedPlan
let person: Actor
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

/** A day each from Monday 2 March 2026 on, with an hour's difference to UTC. */
beforeEach(async () => {
  plan = await createNamedPlan(store)
  person = await store.addPerson()
  await store.run(store.admin, (transaction) =>
    putMember(transaction, store.admin, plan.projectId, person.personId, { role: 'member' }),
  )
  await plan.change({ op: 'update', entity: 'project', id: plan.projectId, patch: { timeZone: 'Europe/Berlin' } })
})

async function give(name: string, values: object = {}): Promise<void> {
  const resourceId = randomUUID()
  const operations: ChangeOperation[] = [
    plan.task(name, 1, values),
    { op: 'create', entity: 'resource', id: resourceId, values: { name, personId: person.personId } },
    { op: 'create', entity: 'assignment', id: randomUUID(), values: { taskId: plan.idOf(name), resourceId } },
  ]
  await plan.change(...operations)
  await plan.recompute()
}

const tell = (at: string) =>
  store.run(store.admin, (transaction) => tellDue(transaction, store.admin.organisationId, new Date(at)))
const told = async () =>
  (await inboxOf(store, person, 'due-soon', 'overdue')).map(({ kind, task, dueAt }) => [kind, task?.name, dueAt])

describe('tasks that are due', () => {
  it('are told in the morning of the project, once', async () => {
    await give('Cabling')
    // Half past seven in Berlin.
    await tell('2026-03-02T06:30:00Z')
    expect(await told()).toEqual([])
    await tell('2026-03-02T07:05:00Z')
    await tell('2026-03-02T07:05:00Z')
    await tell('2026-03-02T08:05:00Z')
    expect(await told()).toEqual([['due-soon', 'Cabling', '2026-03-02T17:00']])
    const items = await inboxOf(store, person, 'due-soon')
    expect(await askedFor(store, items)).toHaveLength(1)
    expect(items).toMatchObject([{ actor: null, path: `/projects/${plan.projectId}?task=${plan.idOf('Cabling')}` }])
  })

  it('are told from two days before, and when they are over for a week', async () => {
    await give('Cabling')
    await tell('2026-02-27T08:00:00Z')
    expect(await told()).toEqual([])
    await tell('2026-02-28T08:00:00Z')
    expect(await told()).toEqual([['due-soon', 'Cabling', '2026-03-02T17:00']])
    await tell('2026-03-10T08:00:00Z')
    expect(await told()).toHaveLength(1)
    await tell('2026-03-03T12:00:00Z')
    expect(await told()).toHaveLength(1)
    await tell('2026-03-03T08:00:00Z')
    expect(await told()).toEqual([
      ['overdue', 'Cabling', '2026-03-02T17:00'],
      ['due-soon', 'Cabling', '2026-03-02T17:00'],
    ])
  })

  it('are told again for another date, and by their deadline where it is earlier', async () => {
    await give('Cabling')
    await tell('2026-03-02T08:00:00Z')
    await plan.change(plan.patch('Cabling', { durationMinutes: 2 * 480 }))
    await plan.recompute()
    await tell('2026-03-02T08:00:00Z')
    await tell('2026-03-02T08:00:00Z')
    expect(await told()).toHaveLength(2)
    await plan.change(plan.patch('Cabling', { deadline: '2026-03-01T12:00' }))
    await tell('2026-03-02T08:00:00Z')
    expect((await told())[0]).toEqual(['overdue', 'Cabling', '2026-03-01T12:00'])
  })

  it('are not told when they are done, inactive, deleted, or of somebody who left', async () => {
    await give('Done', { percentComplete: 100 })
    await give('Inactive', { isActive: false })
    await give('Gone')
    await plan.change(plan.remove('Gone'))
    await tell('2026-03-02T08:00:00Z')
    expect(await told()).toEqual([])
    await give('Left')
    const disable = (isDisabled: boolean) =>
      store.run(store.admin, (transaction) => changePerson(transaction, store.admin, person.personId, { isDisabled }))
    await disable(true)
    await tell('2026-03-02T08:00:00Z')
    await disable(false)
    expect(await told()).toEqual([])
    await tell('2026-03-02T08:00:00Z')
    expect(await told()).toHaveLength(1)
  })

  it('come in batches', async () => {
    const operations: ChangeOperation[] = []
    const resourceId = randomUUID()
    operations.push({
      op: 'create',
      entity: 'resource',
      id: resourceId,
      values: { name: 'R', personId: person.personId },
    })
    for (let at = 0; at < 330; at += 1) {
      operations.push(plan.task(`Task ${at}`))
      operations.push({
        ...{ op: 'create', entity: 'assignment', id: randomUUID() },
        values: { taskId: plan.idOf(`Task ${at}`), resourceId },
      })
    }
    await plan.change(...operations)
    const second = randomUUID()
    await plan.change(
      { op: 'create', entity: 'resource', id: second, values: { name: 'S', personId: person.personId } },
      ...Array.from(
        { length: 330 },
        (_, at): ChangeOperation => ({
          ...{ op: 'create', entity: 'assignment', id: randomUUID() },
          values: { taskId: plan.idOf(`Task ${at}`), resourceId: second },
        }),
      ),
    )
    await plan.recompute()
    expect(await tell('2026-03-02T08:00:00Z')).toMatchObject({ told: 500, isLast: false })
    expect((await tell('2026-03-02T08:00:00Z')).isLast).toBe(true)
    expect(await tell('2026-03-02T08:00:00Z')).toEqual({ told: 0, isLast: true })
  })
})
