import { type ChangeOperation, changePreview, ProblemError } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ScheduleMemory } from '../recompute/schedule-memory.ts'
import { previewChangeSet } from './preview-change.ts'
import { alike, createNamedPlan, type NamedPlan, openStore, type Store } from './testing/plan.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const days = (count: number) => ({ durationMinutes: count * 480 })

const schedules = new ScheduleMemory(1_000)

const preview = async ({ projectId }: NamedPlan, ...operations: ChangeOperation[]) =>
  changePreview.parse(
    await alike(schedules, (memory) =>
      store.run(store.admin, (transaction) =>
        previewChangeSet(transaction, store.admin, { projectId, operations, kind: 'edit' }, memory),
      ),
    ),
  )

async function createRow() {
  const plan = await createNamedPlan(store)
  const revision = await plan.change(
    plan.task('Wiring', 3),
    plan.task('Inspection', 3),
    plan.link('Wiring', 'Inspection'),
  )
  return { plan, revision }
}

const stateOf = ({ projectId }: NamedPlan) =>
  store.run(store.admin, async (transaction) => ({
    stream: await transaction.selectFrom('stream').selectAll().where('id', '=', projectId).execute(),
    project: await transaction.selectFrom('project').selectAll().where('id', '=', projectId).execute(),
    task: await transaction.selectFrom('task').selectAll().where('project_id', '=', projectId).orderBy('id').execute(),
    link: await transaction.selectFrom('link').selectAll().where('project_id', '=', projectId).orderBy('id').execute(),
    changes: await transaction.selectFrom('change_set').select('id').where('project_id', '=', projectId).execute(),
    events: await transaction.selectFrom('event').select('revision').where('stream_id', '=', projectId).execute(),
    requests: await transaction
      .selectFrom('work_request')
      .select('revision')
      .where('subject_id', '=', projectId)
      .execute(),
  }))

it('tells what would move and why, and writes nothing', async () => {
  const { plan } = await createRow()
  await plan.recompute()
  const before = await stateOf(plan)
  const tried = await preview(plan, plan.patch('Wiring', days(5)))
  expect(await stateOf(plan)).toEqual(before)
  expect(tried).toMatchObject({
    revision: before.stream[0]?.head,
    summary: 'Changed duration of “Wiring”',
    movedCount: 2,
    finishesAt: { before: '2026-03-09T17:00', after: '2026-03-11T17:00' },
    scheduleError: null,
  })
  expect(tried.moves.map(({ sentence }) => sentence)).toEqual([
    'finish would move from 4 to 6 March because “Wiring” was lengthened by 2 days',
    'finish would move from 9 to 11 March because “Wiring” was lengthened by 2 days, which drives this',
  ])
  expect(tried.moves[1]).toMatchObject({
    taskName: 'Inspection',
    before: { earlyStart: '2026-03-05T08:00', earlyFinish: '2026-03-09T17:00' },
    after: { earlyStart: '2026-03-09T08:00', earlyFinish: '2026-03-11T17:00' },
    startDriver: { kind: 'link', taskId: plan.idOf('Wiring') },
  })
})

it('is what the change then does', async () => {
  const { plan } = await createRow()
  await plan.recompute()
  const operations = [
    plan.task('Phase'),
    plan.task('Paint', 2, { parentId: plan.idOf('Phase') }),
    plan.link('Inspection', 'Paint', 'FS', 1),
    plan.remove('Wiring>Inspection'),
  ]
  const tried = await preview(plan, ...operations)
  await plan.change(...operations)
  await plan.recompute()
  for (const move of tried.moves) {
    const why = await plan.why(move.taskName)
    expect([why.move?.before, why.value]).toEqual([move.before.earlyFinish, move.after.earlyFinish])
  }
  expect(tried.movedCount).toBe(3)
  const sentences = new Map(tried.moves.map(({ taskName, sentence }) => [taskName, sentence]))
  expect(sentences.get('Inspection')).toBe(
    'finish would move from 9 to 4 March because the link from “Wiring” to “Inspection” was removed; it starts with the project now',
  )
  expect(sentences.get('Paint')).toBe(
    'finish would be 9 March because “Paint” was added; “Inspection” (FS +1 day) drives it now',
  )
})

it('counts only its own effect where dates still wait for their recompute', async () => {
  const { plan } = await createRow()
  await plan.recompute()
  await plan.change(plan.patch('Wiring', days(9)))
  const tried = await preview(plan, plan.patch('Inspection', days(4)))
  expect(tried.moves.map(({ taskName }) => taskName)).toEqual(['Inspection'])
  expect(tried.moves[0]?.before).toEqual({ earlyStart: '2026-03-13T08:00', earlyFinish: '2026-03-17T17:00' })
})

it('refuses as the change itself would', async () => {
  const { plan, revision } = await createRow()
  await expect(preview(plan, plan.link('Inspection', 'Wiring'))).rejects.toMatchObject({ type: 'link-cycle' })
  await plan.change(plan.patch('Wiring', { name: 'Cabling' }))
  const conflicting = store.run(store.admin, (transaction) =>
    previewChangeSet(
      transaction,
      store.admin,
      {
        projectId: plan.projectId,
        operations: [plan.patch('Wiring', { name: 'Cables' })],
        kind: 'edit',
        ifMatch: revision,
      },
      schedules,
    ),
  )
  await expect(conflicting).rejects.toThrow(ProblemError)
})

it('lets others write while the engine is at work', async () => {
  const { plan } = await createRow()
  await store.run(store.admin, async (transaction) => {
    const { projectId } = plan
    const operations = [plan.patch('Wiring', days(2))]
    await previewChangeSet(transaction, store.admin, { projectId, operations, kind: 'edit' }, schedules)
    // The transaction of the trial is still open.
    await plan.change(plan.patch('Wiring', days(4)))
  })
})

it('tells that a plan could not be computed any more', async () => {
  const { plan } = await createRow()
  await plan.recompute()
  const far = { constraintType: 'startNoEarlierThan', constraintAt: '2999-12-30T08:00' }
  const tried = await preview(plan, plan.patch('Wiring', far), plan.patch('Inspection', days(9_000)))
  expect(tried).toMatchObject({ movedCount: 0, moves: [], scheduleError: { type: 'HorizonError' } })
})
