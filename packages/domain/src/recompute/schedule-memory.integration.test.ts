import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'
import { ScheduleMemory } from './schedule-memory.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const days = (count: number) => ({ durationMinutes: count * 480 })

async function createRow(): Promise<NamedPlan> {
  const plan = await createNamedPlan(store)
  await plan.change(plan.task('Wiring', 3), plan.task('Inspection', 3), plan.link('Wiring', 'Inspection'))
  return plan
}

/** What a memory answers, and whether it read rows for it. */
async function ask(memory: ScheduleMemory, { projectId }: NamedPlan) {
  const loaded = await store.run(store.admin, (transaction) => memory.load(transaction, projectId))
  const { schedule, error } = memory.compute(loaded)
  return { schedule, error: error?.type ?? null, hasRead: loaded.planJson !== null }
}

it('reads a computed plan once, and again when anything that moves dates was edited or computed', async () => {
  const memory = new ScheduleMemory(1_000)
  const plan = await createRow()
  expect((await ask(memory, plan)).hasRead).toBe(true)
  expect((await ask(memory, plan)).hasRead).toBe(true)
  await plan.recompute()
  const first = await ask(memory, plan)
  expect(first.hasRead).toBe(true)
  const again = await ask(memory, plan)
  expect([again.hasRead, again.schedule]).toEqual([false, first.schedule])

  await plan.change(plan.patch('Wiring', { notes: 'By the window' }))
  expect((await ask(memory, plan)).hasRead).toBe(false)
  await plan.change(plan.patch('Wiring', days(9)))
  const edited = await ask(memory, plan)
  expect(edited.hasRead).toBe(true)
  expect(edited.schedule?.finish).toBeGreaterThan(first.schedule?.finish as number)
  await plan.recompute()
  expect((await ask(memory, plan)).hasRead).toBe(true)
  expect((await ask(memory, plan)).hasRead).toBe(false)
})

it('does not take the last good result for that of a plan that cannot be computed', async () => {
  const memory = new ScheduleMemory(1_000)
  const plan = await createRow()
  await plan.recompute()
  await ask(memory, plan)
  const far = { constraintType: 'startNoEarlierThan', constraintAt: '2999-12-30T08:00' }
  await plan.change(plan.patch('Wiring', far), plan.patch('Inspection', days(9_000)))
  expect((await plan.recompute()).kind).toBe('invalid')
  expect(await ask(memory, plan)).toEqual({ schedule: null, error: 'HorizonError', hasRead: true })
})

it('forgets the schedules that were asked for longest ago', async () => {
  const memory = new ScheduleMemory(5)
  const plans = [await createRow(), await createRow(), await createRow()] as const
  for (const plan of plans) await plan.recompute()
  const [one, two, three] = plans
  for (const plan of [one, two, one, three]) await ask(memory, plan)
  expect((await ask(memory, one)).hasRead).toBe(false)
  expect((await ask(memory, three)).hasRead).toBe(false)
  expect((await ask(memory, two)).hasRead).toBe(true)
})

it('has nothing of a project that is not there', async () => {
  const memory = new ScheduleMemory(5)
  const projectId = crypto.randomUUID()
  const loaded = await store.run(store.admin, (transaction) => memory.load(transaction, projectId))
  expect(memory.compute(loaded)).toEqual({ schedule: null, error: null })
})
