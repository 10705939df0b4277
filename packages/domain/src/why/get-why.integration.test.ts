import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNamedPlan, type NamedPlan, openStore, type Store } from './testing/plan.ts'

let store: Store
let plan: NamedPlan
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

/** Made, linked and computed once: run 1. */
async function start(...operations: ((plan: NamedPlan) => Parameters<NamedPlan['change']>[0])[]) {
  plan = await createNamedPlan(store)
  const revision = await plan.change(...operations.map((operation) => operation(plan)))
  await plan.recompute()
  return revision
}
const days = (count: number) => ({ durationMinutes: count * 480 })
const sentenceOf = async (name: string, field?: 'start' | 'finish') => (await plan.why(name, field)).sentence
const chainOf = (steps: { taskName: string; field: string }[]) => steps.map((step) => `${step.taskName}.${step.field}`)

const row = [
  (p: NamedPlan) => p.task('Wiring', 3),
  (p: NamedPlan) => p.task('Inspection', 3),
  (p: NamedPlan) => p.task('Handover', 3),
  (p: NamedPlan) => p.link('Wiring', 'Inspection'),
  (p: NamedPlan) => p.link('Inspection', 'Handover'),
]

it('says which change moved a date, and along which chain', async () => {
  await start(...row)
  const revision = await plan.change(plan.patch('Wiring', days(5)))
  await plan.recompute()
  const why = await plan.why('Handover')
  expect(why.sentence).toBe(
    `finish moved from 12 to 16 March by run 2 because “Wiring” was lengthened by 2 days (change ${revision}), which drives “Inspection” (FS), which drives this`,
  )
  expect(why).toMatchObject({
    taskName: 'Handover',
    value: '2026-03-16T17:00',
    move: {
      runNumber: 2,
      before: '2026-03-12T17:00',
      after: '2026-03-16T17:00',
      temporalUrl: `http://temporal/recompute/${plan.projectId}`,
    },
    changes: [{ revision, words: '“Wiring” was lengthened by 2 days', actor: { id: store.admin.personId } }],
  })
  const chain = ['Handover.finish', 'Handover.start', 'Inspection.finish', 'Inspection.start', 'Wiring.finish']
  expect(chainOf(why.movedBy)).toEqual(chain)
  expect(chainOf(why.chain)).toEqual([...chain, 'Wiring.start'])
  expect(why.chain.map((step) => step.driver.kind)).toEqual([
    'duration',
    'link',
    'duration',
    'link',
    'duration',
    'project-start',
  ])
  expect(why.chain[1]).toMatchObject({ linkType: 'FS', lagMinutes: 0, before: '2026-03-10T08:00' })
})

it('goes by the end that each type of link is about, and tells lags', async () => {
  await start(
    (p) => p.task('A', 2),
    (p) => p.task('B', 2),
    (p) => p.task('C', 2),
    (p) => p.task('D', 2),
    (p) => p.link('A', 'B', 'SS', 1),
    (p) => p.link('B', 'C', 'FF', 2),
    (p) => p.link('C', 'D', 'SF', 4),
  )
  const revision = await plan.change(
    plan.patch('A', { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-12T08:00' }),
  )
  await plan.recompute()
  const why = await plan.why('D')
  expect(why.sentence).toBe(
    `finish moved from ${why.move?.before?.slice(8, 10).replace(/^0/, '')} to ${Number(why.value?.slice(8, 10))} March by run 2 because the constraint of “A” was set to start no earlier than 12 March (change ${revision}), which drives “B” (SS +1 day), which drives “C” (FF +2 days), which drives this`,
  )
  expect(chainOf(why.movedBy)).toEqual(['D.finish', 'C.start', 'B.finish', 'B.start', 'A.start'])
})

it('follows a summary to the child that ends it, and a link of a summary to what is below', async () => {
  await start(
    (p) => p.task('Phase'),
    (p) => p.task('Short', 1, { parentId: p.idOf('Phase') }),
    (p) => p.task('Long', 3, { parentId: p.idOf('Phase') }),
    (p) => p.task('Next'),
    (p) => p.task('Inner', 1, { parentId: p.idOf('Next') }),
    (p) => p.link('Phase', 'Next'),
  )
  const revision = await plan.change(plan.patch('Short', days(5)))
  await plan.recompute()
  const cause = `because “Short” was lengthened by 4 days (change ${revision})`
  expect(await sentenceOf('Phase')).toBe(`finish moved from 4 to 6 March by run 2 ${cause}, which ends this`)
  expect(await sentenceOf('Inner')).toBe(
    `finish moved from 5 to 9 March by run 2 ${cause}, which ends “Phase”, which drives this`,
  )
  const back = await plan.change(plan.patch('Short', days(1)))
  await plan.recompute()
  expect(await sentenceOf('Phase')).toBe(
    `finish moved from 6 to 4 March by run 3 because “Short” was shortened by 4 days (change ${back}), which ended this; “Long” ends it now`,
  )
})

it('names a link that went, and what drives the task since', async () => {
  await start(
    (p) => p.task('Wait', 5),
    (p) => p.task('Design', 2),
    (p) => p.task('Build'),
    (p) => p.link('Wait', 'Build'),
    (p) => p.link('Design', 'Build', 'FS', 1),
  )
  const revision = await plan.change(plan.remove('Wait>Build'))
  await plan.recompute()
  expect(await sentenceOf('Build')).toBe(
    `finish moved from 9 to 5 March by run 2 because the link from “Wait” to “Build” was removed (change ${revision}); “Design” (FS +1 day) drives it now`,
  )
})

it('names a predecessor that was deleted with its link, and one that came back', async () => {
  await start(
    (p) => p.task('Wait', 5),
    (p) => p.task('Build'),
    (p) => p.link('Wait', 'Build'),
  )
  const gone = await plan.change(plan.remove('Wait'))
  await plan.recompute()
  expect(await sentenceOf('Build')).toBe(
    `finish moved from 9 to 2 March by run 2 because “Wait” was deleted (change ${gone}); it starts with the project now`,
  )
  const restored = await plan.change(
    { op: 'restore', entity: 'task', id: plan.idOf('Wait') },
    { op: 'restore', entity: 'link', id: plan.idOf('Wait>Build') },
  )
  await plan.recompute()
  expect(await sentenceOf('Build')).toBe(
    `finish moved from 2 to 9 March by run 3 because “Wait” was restored (change ${restored})`,
  )
})

it('says what let a task go when another drives it since', async () => {
  await start(
    (p) => p.task('Slow', 5),
    (p) => p.task('Steady', 3),
    (p) => p.task('After'),
    (p) => p.link('Slow', 'After'),
    (p) => p.link('Steady', 'After'),
  )
  const revision = await plan.change(plan.patch('Slow', days(1)))
  await plan.recompute()
  expect(await sentenceOf('After')).toBe(
    `finish moved from 9 to 5 March by run 2 because “Slow” was shortened by 4 days (change ${revision}), which drove this; “Steady” (FS) drives it now`,
  )
})

it('tells of links added and changed', async () => {
  await start(
    (p) => p.task('A', 3),
    (p) => p.task('B'),
  )
  const added = await plan.change(plan.link('A', 'B'))
  await plan.recompute()
  expect(await sentenceOf('B', 'start')).toBe(
    `start moved from 2 to 5 March by run 2 because the link from “A” to “B” was added (change ${added})`,
  )
  const changed = await plan.change(plan.patch('A>B', { type: 'SS', lagMinutes: 480 }))
  await plan.recompute()
  expect(await sentenceOf('B', 'start')).toBe(
    `start moved from 5 to 3 March by run 3 because the link from “A” to “B” was changed from FS to SS and its lag was changed from none to +1 day (change ${changed})`,
  )
})

it('tells of a calendar and of the project’s start', async () => {
  await start(...row)
  const calendars = await store.run(store.admin, (transaction) =>
    transaction.selectFrom('calendar').select('id').where('project_id', '=', plan.projectId).execute(),
  )
  const id = calendars[0]?.id ?? ''
  const closed = { from: '2026-03-03', to: '2026-03-03', shifts: [] }
  const holiday = await plan.change({ op: 'update', entity: 'calendar', id, patch: { exceptions: [closed] } })
  await plan.recompute()
  expect(await sentenceOf('Inspection')).toBe(
    `finish moved from 9 to 10 March by run 2 because the calendar “Standard” was changed (change ${holiday}), which moves “Wiring”, which drives this`,
  )
  const later = await plan.change(plan.setStart('2026-03-16T08:00'))
  await plan.recompute()
  expect(await sentenceOf('Inspection')).toBe(
    `finish moved from 10 to 23 March by run 3 because the project’s start was moved from 2 to 16 March (change ${later}), which moves “Wiring”, which drives this`,
  )
})

it('names every change of a run that had a part, newest first', async () => {
  await start(...row)
  const first = await plan.change(plan.patch('Wiring', days(4)))
  const second = await plan.change(plan.patch('Wiring', days(5)))
  const other = await plan.change(plan.patch('Inspection', days(4)))
  await plan.recompute()
  const why = await plan.why('Inspection')
  expect(why.sentence).toBe(
    `finish moved from 9 to 12 March by run 2 because “Wiring” was lengthened by 1 day (change ${second}) and “Wiring” was lengthened by 1 day (change ${first}), which drives this; besides, “Inspection” was lengthened by 1 day (change ${other})`,
  )
  expect(why.changes.map(({ revision }) => revision)).toEqual([first, second, other])
  for (let day = 6; day <= 9; day++) await plan.change(plan.patch('Wiring', days(day)))
  await plan.recompute()
  expect(await sentenceOf('Wiring')).toContain(' and 1 more')
})

it('tells a move within a day by the hour, and the last of several moves', async () => {
  await start(...row)
  await plan.change(plan.patch('Wiring', days(5)))
  await plan.recompute()
  const revision = await plan.change(plan.patch('Wiring', { durationMinutes: 5 * 480 - 240 }))
  await plan.recompute()
  const why = await plan.why('Wiring')
  expect(why.sentence).toBe(
    `finish moved from 17:00 to 12:00 on 6 March by run 3 because “Wiring” was shortened by 4 hours (change ${revision})`,
  )
  expect(why.move).toMatchObject({ runNumber: 3 })
})

it('tells when a date came to be, and whether it is known at all', async () => {
  const made = await start(...row)
  expect(await sentenceOf('Inspection', 'start')).toBe(
    `start was set to 5 March by run 1 because “Inspection” was added (change ${made}); “Wiring” (FS) drives it now`,
  )
  await plan.change(plan.task('New'))
  const why = await plan.why('New')
  expect(why).toMatchObject({ sentence: 'finish is not computed yet', value: null, move: null, movedBy: [] })
  expect(why.chain.map((step) => step.driver.kind)).toEqual(['duration', 'project-start'])
})

it('marks what was taken back, and names tasks moved in the tree', async () => {
  await start(
    (p) => p.task('Phase', 1, { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-09T08:00' }),
    (p) => p.task('Child', 1, { parentId: p.idOf('Phase') }),
    (p) => p.task('Loose', 2),
  )
  const moved = await plan.change(plan.patch('Loose', { parentId: plan.idOf('Phase') }))
  await plan.recompute()
  expect(await sentenceOf('Loose')).toBe(
    `finish moved from 3 to 10 March by run 2 because “Loose” was moved below “Phase” (change ${moved})`,
  )
  expect(await sentenceOf('Phase')).toBe(
    `finish moved from 9 to 10 March by run 2 because “Loose” was moved below “Phase” (change ${moved}), which ends this`,
  )
  const undone = await store.change([plan.patch('Loose', { parentId: null })], {
    projectId: plan.projectId,
    kind: 'undo',
  })
  const { runId } = await plan.recompute()
  expect((await plan.sentences(runId, 'Loose', 'Phase', 'Child')).get(plan.idOf('Phase'))).toBe(
    `finish moved from 10 to 9 March by run 3 because “Loose” was moved to the top level (change ${undone.revision}, an undo), which ended this; “Child” ends it now`,
  )
})

it('leaves the circle that a successor makes which goes below its predecessor', async () => {
  plan = await createNamedPlan(store)
  await plan.change(plan.task('Pour', 5), plan.task('Cure', 1))
  await plan.change(plan.link('Pour', 'Cure'))
  await plan.recompute()
  const unlinked = await plan.change(plan.remove('Pour>Cure'))
  const nested = await plan.change(plan.patch('Cure', { parentId: plan.idOf('Pour') }))
  await plan.recompute()
  const because = `by run 2 because “Cure” was moved below “Pour” (change ${nested})`
  expect(await sentenceOf('Pour')).toBe(`finish moved from 6 to 2 March ${because}`)
  expect(await sentenceOf('Cure')).toBe(
    `finish moved from 9 to 2 March ${because} and the link from “Pour” to “Cure” was removed (change ${unlinked}); it starts with the project now`,
  )
})

it('explains an import of several batches as one run', async () => {
  plan = await createNamedPlan(store)
  const options = { projectId: plan.projectId, kind: 'import' as const }
  const first = await store.change([plan.task('Wiring', 3), plan.task('Inspection', 2)], options)
  const second = await store.change([plan.link('Wiring', 'Inspection')], options)
  const { runId } = await plan.recompute()
  expect(await sentenceOf('Inspection')).toBe(
    `finish was set to 6 March by run 1 because the link from “Wiring” to “Inspection” was added (change ${second.revision}, an import) and “Inspection” was added (change ${first.revision}, an import); “Wiring” (FS) drives it now`,
  )
  const all = await plan.sentences(runId, 'Wiring', 'Inspection')
  expect(all.get(plan.idOf('Inspection'))).toBe(await sentenceOf('Inspection'))
})
