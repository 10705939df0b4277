import type { ChangeOperation, Notification } from '@throughline/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { putMember } from '../projects/members.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'
import { askedFor, inboxOf } from './testing/told.ts'

let store: Store
/** Who owns the project is the administrator. */
let manager: Actor
let scheduler: Actor
let plan: NamedPlan
beforeAll(async () => {
  store = await openStore()
})
beforeEach(async () => {
  plan = await createNamedPlan(store)
  manager = await join('manager')
  scheduler = await join('scheduler')
  await plan.change(plan.task('First'), plan.task('Second'), plan.link('First', 'Second'))
  await plan.recompute()
})
afterAll(() => store.close())

async function join(role: 'manager' | 'scheduler'): Promise<Actor> {
  const person = await store.addPerson()
  await store.run(store.admin, (transaction) =>
    putMember(transaction, store.admin, plan.projectId, person.personId, { role }),
  )
  return person
}

const changeAs = (actor: Actor, ...operations: ChangeOperation[]) =>
  store.run(actor, (transaction) =>
    applyChangeSet(transaction, actor, { projectId: plan.projectId, operations, kind: 'edit' }),
  )
const days = (count: number) => ({ durationMinutes: count * 480 })
/** Of this project only: the administrator owns those of all tests. */
const told = async (person: Actor, ...kinds: Notification['kind'][]) =>
  (await inboxOf(store, person, ...kinds)).filter(({ project }) => project?.id === plan.projectId)

describe('a finish that moved', () => {
  it('is told to managers and owners, with the run, the change, and who made it', async () => {
    await changeAs(scheduler, plan.patch('First', days(4)))
    const { runId } = await plan.recompute()
    const expected = {
      kind: 'finish-moved',
      actor: { id: scheduler.personId },
      run: { id: runId, kind: 'recompute' },
      finish: { from: '2026-03-03T17:00', to: '2026-03-06T17:00' },
      cause: 'Changed duration of “First”',
      path: `/projects/${plan.projectId}`,
    }
    const items = [...(await told(manager, 'finish-moved')), ...(await told(store.admin, 'finish-moved'))]
    expect(items).toMatchObject([expected, expected])
    expect(await askedFor(store, items)).toHaveLength(2)
    expect(await told(scheduler, 'finish-moved')).toEqual([])
  })

  it('is not told to who alone moved it, but to both of two', async () => {
    await changeAs(manager, plan.patch('First', days(4)))
    await plan.recompute()
    expect(await told(manager, 'finish-moved')).toEqual([])
    expect(await told(store.admin, 'finish-moved')).toMatchObject([{ actor: { id: manager.personId } }])
    await changeAs(manager, plan.patch('First', days(8)))
    await plan.change(plan.patch('Second', days(8)))
    await plan.recompute()
    expect(await told(manager, 'finish-moved')).toMatchObject([{ actor: null }])
    expect(await told(store.admin, 'finish-moved')).toHaveLength(2)
  })

  it('is told from the days on that the project says, and not at all with none', async () => {
    const moveTo = async (count: number) => {
      await changeAs(scheduler, plan.patch('First', days(count)))
      await plan.recompute()
    }
    await moveTo(2)
    // One day is not more than one day.
    expect(await told(manager, 'finish-moved')).toEqual([])
    const set = (finishNoticeDays: number) =>
      plan.change({ op: 'update', entity: 'project', id: plan.projectId, patch: { finishNoticeDays } })
    await set(3)
    await moveTo(4)
    expect(await told(manager, 'finish-moved')).toEqual([])
    await moveTo(1)
    expect(await told(manager, 'finish-moved')).toEqual([])
    await moveTo(9)
    expect(await told(manager, 'finish-moved')).toHaveLength(1)
    await set(0)
    await moveTo(20)
    expect(await told(manager, 'finish-moved')).toHaveLength(1)
  })

  it('is no news when it is computed for the first time', async () => {
    const fresh = await createNamedPlan(store)
    await store.run(store.admin, (transaction) =>
      putMember(transaction, store.admin, fresh.projectId, manager.personId, { role: 'manager' }),
    )
    await fresh.change(fresh.task('Only', 9))
    await fresh.recompute()
    expect((await inboxOf(store, manager, 'finish-moved')).map(({ project }) => project?.id)).toEqual([])
  })
})

describe('an error of the schedule', () => {
  const week = (text: string) =>
    store.run(store.admin, (transaction) =>
      sql`update calendar set week = ${text}::jsonb, revision = revision + 1 where project_id = ${plan.projectId}`.execute(
        transaction,
      ),
    )
  const idle = '[[], [], [], [], [], [], []]'
  const fail = async (actor: Actor, name: string, count: number) => {
    await changeAs(actor, plan.patch(name, days(count)))
    expect(await plan.recompute()).toMatchObject({ kind: 'invalid' })
  }

  it('is told to managers, and to whose change failed as a run of theirs; once while it lasts', async () => {
    await week(idle)
    await fail(scheduler, 'First', 2)
    expect(await told(scheduler, 'run-failed', 'schedule-error')).toMatchObject([
      { kind: 'run-failed', run: { kind: 'recompute' }, path: `/projects/${plan.projectId}` },
    ])
    for (const person of [manager, store.admin])
      expect(await told(person, 'run-failed', 'schedule-error')).toMatchObject([{ kind: 'schedule-error' }])
    expect(await askedFor(store, await told(manager, 'schedule-error'))).toHaveLength(1)

    await fail(manager, 'Second', 3)
    expect(await told(scheduler, 'run-failed', 'schedule-error')).toHaveLength(1)
    expect(await told(manager, 'run-failed', 'schedule-error')).toHaveLength(1)
  })

  it('is told again when it comes back, and where another takes its place', async () => {
    const rows = await store.run(store.admin, (transaction) =>
      transaction.selectFrom('calendar').select('week').where('project_id', '=', plan.projectId).execute(),
    )
    const always = JSON.stringify(rows[0]?.week)
    await week(idle)
    await fail(scheduler, 'First', 2)
    await week(always)
    await changeAs(scheduler, plan.patch('First', days(3)))
    expect(await plan.recompute()).toMatchObject({ kind: 'computed' })
    await week(idle)
    await fail(scheduler, 'First', 4)
    expect(await told(manager, 'schedule-error')).toHaveLength(2)
    await week(always)
    const far = { constraintType: 'startNoEarlierThan', constraintAt: '2999-12-30T08:00', ...days(9_000) }
    await changeAs(manager, plan.patch('First', far))
    expect(await plan.recompute()).toMatchObject({ kind: 'invalid' })
    // The first of these errors was told to the scheduler; this one is of the manager alone.
    expect(await told(manager, 'run-failed')).toHaveLength(1)
    expect(await told(scheduler, 'run-failed')).toHaveLength(2)
    expect(await told(store.admin, 'schedule-error')).toHaveLength(3)
  })
})
