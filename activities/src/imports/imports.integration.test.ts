import { listEvents } from '@throughline/database'
import {
  approveImport,
  cancelImport,
  getImportColumns,
  listProjects,
  pauseImport,
  resumeImport,
  setImportColumns,
} from '@throughline/domain'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '@throughline/tests'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createImportWorld, type ImportWorld } from './testing/import-world.ts'

const database = openTestDatabase()
let organisation: TestOrganisation
let world: ImportWorld
beforeEach(async () => {
  organisation = await createOrganisation(database)
  world = createImportWorld(database, organisation)
})
afterAll(() => database.close())

/** A chain of tasks of two days each. */
const chain = (tasks: number) =>
  [
    'ID,Name,Duration,Predecessors',
    ...Array.from({ length: tasks }, (_, index) => `${index + 1},Task ${index + 1},2d,${index || ''}`),
  ].join('\n')

const projects = () => world.act((transaction) => listProjects(transaction, organisation.admin))
const ask = <Answer>(
  question: (transaction: Parameters<typeof approveImport>[0], actor: TestOrganisation['admin'], id: string) => Answer,
  importId: string,
) => world.act(async (transaction) => question(transaction, organisation.admin, importId))
const approve = (importId: string) => ask(approveImport, importId)
const pause = (importId: string) => ask(pauseImport, importId)
const resume = (importId: string) => ask(resumeImport, importId)
const cancel = (importId: string, written: 'keep' | 'roll-back' = 'roll-back') =>
  world.act((transaction) => cancelImport(transaction, organisation.admin, importId, written))

/** Of what there are requests to tell about an import. */
const told = async (importId: string) => {
  const requests = await world.requests('notify')
  const rows = await world.act((transaction) =>
    transaction.selectFrom('notification').select(['id', 'kind']).where('import_id', '=', importId).execute(),
  )
  return rows.filter(({ id }) => requests.some(({ subject_id }) => subject_id === id)).map(({ kind }) => kind)
}

/** Writes one batch more, as an attempt does that ends after it. */
async function writeOneBatch(importId: string) {
  const environment = world.environment()
  const { rowsDone } = await world.job(importId)
  const writing = environment.run(world.activities.writeImport, world.inputOf(importId)).catch(() => undefined)
  for (;;) {
    if ((await world.job(importId)).rowsDone > rowsDone) break
  }
  environment.cancel()
  await writing
}

test('a file becomes a project in batches, one recompute is asked for, and its run ends the import', async () => {
  const importId = await world.upload(chain(60))
  await world.run(importId)
  const written = await world.job(importId)
  expect(written).toMatchObject({ state: 'recomputing', rowsDone: 120, rowsTotal: 120 })
  expect(await world.requests('recompute')).toHaveLength(1)
  expect(await world.requests('notify')).toHaveLength(0)

  await world.recompute(written.projectId)
  expect(await world.job(importId)).toMatchObject({ state: 'completed' })
  expect(await world.requests('notify')).toHaveLength(1)
  const plan = await world.plan(written.projectId)
  expect(plan.tasks).toHaveLength(60)
  expect(plan.links).toHaveLength(59)
  expect(plan.tasks.at(-1)?.earlyFinish).toBe(plan.project.finishesAt)
})

test('nothing is written before it is approved', async () => {
  const importId = await world.upload(chain(3), { mode: 'review' })
  const step = await world.run(importId)
  expect(step.next).toBe('wait')
  const job = await world.job(importId)
  expect(job).toMatchObject({ state: 'waiting', projectId: null, counts: { create: 6, conflict: 0, parked: 0 } })
  expect(Date.parse(job.expiresAt ?? '')).toBeGreaterThan(Date.now())
  expect(await told(importId)).toEqual(['import-waiting'])
  expect(await projects()).toEqual([])
  const rows = await world.rows(importId)
  expect(rows.map(({ entity, name }) => [entity, name])).toContainEqual(['task', 'Task 2'])

  await approve(importId)
  expect(await world.requests('importWake')).toHaveLength(1)
  await world.run(importId)
  expect(await world.job(importId)).toMatchObject({ state: 'recomputing', rowsDone: 6 })
})

test('progress is told revision by revision, without gaps and upwards', async () => {
  const importId = await world.upload(chain(60))
  await world.run(importId)
  const events = await world.act((transaction) => listEvents(transaction, importId, 0, 100))
  expect(events.map((event) => event.revision)).toEqual(events.map((_, index) => index + 1))
  const seen = events.flatMap((event) => (event.type === 'import.progressed' ? [event.payload.import] : []))
  expect([...new Set(seen.map((job) => job.state))]).toEqual(['uploaded', 'parsing', 'writing', 'recomputing'])
  const done = seen.filter((job) => job.state === 'writing').map((job) => job.rowsDone)
  expect(done).toEqual([0, 50, 100, 120])
  expect(seen.some((job) => (job.rowsPerSecond ?? 0) > 0 && job.secondsLeft !== null)).toBe(true)
})

test('a broken file says where, and leaves nothing', async () => {
  const importId = await world.upload(chain(3).replace('Task 2,2d,1', 'Task 2,2d,9'))
  expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'failed' })
  const job = await world.job(importId)
  expect(job).toMatchObject({ state: 'failed', projectId: null, error: { line: 3, column: 4 } })
  expect(await projects()).toEqual([])
  expect(await world.requests('notify')).toHaveLength(1)
})

test('a table without a name waits for somebody who says which column it is', async () => {
  const importId = await world.upload('a,b\n1,Dig\n2,Pour', { mode: 'review' })
  // Words would be taken for names.
  const nameless = await world.upload('a,b\n1,2\n3,4', { mode: 'review' })
  await world.run(importId)
  expect(await world.job(importId)).toMatchObject({ state: 'waiting', counts: { create: 3 } })
  await world.run(nameless)
  expect(await world.job(nameless)).toMatchObject({ state: 'waiting', counts: { create: 0 }, error: null })
  const { header, mapping } = await ask(getImportColumns, nameless)
  expect(header.map(({ name, samples }) => [name, ...samples])).toEqual([
    ['a', '1', '3'],
    ['b', '2', '4'],
  ])
  await expect(approve(nameless)).rejects.toMatchObject({ type: 'conflict' })

  const choose = (columns: typeof mapping.columns) =>
    world.act((transaction) => setImportColumns(transaction, organisation.admin, nameless, { ...mapping, columns }))
  await expect(choose([{ index: 0, field: 'id' }])).rejects.toThrow('No column is taken for “Name”.')
  await choose([{ index: 1, field: 'name' }])
  await world.run(nameless)
  // Once, although it was read anew.
  expect(await told(nameless)).toEqual(['import-waiting'])
  expect((await world.rows(nameless)).map(({ entity, name }) => [entity, name])).toContainEqual(['task', '4'])
})

test('a table without a name that is to be written at once is refused', async () => {
  const importId = await world.upload('a,b\n1,2')
  expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'failed' })
  expect((await world.job(importId)).error).toMatchObject({
    message: expect.stringContaining('No column is the name.'),
  })
})

test('links in a circle are refused before the first row is written', async () => {
  const importId = await world.upload(chain(60).replace('1,Task 1,2d,', '1,Task 1,2d,60'))
  await world.run(importId)
  const job = await world.job(importId)
  expect(job).toMatchObject({ state: 'failed', projectId: null, rowsDone: 0 })
  expect(job.error?.message).toContain('circle')
})

test('an attempt goes on after the last batch that was written, and the end is as if nothing had happened', async () => {
  const importId = await world.upload(chain(60))
  await world.takeOne(importId)
  await writeOneBatch(importId)
  const half = await world.job(importId)
  expect(half.state).toBe('writing')
  expect(half.rowsDone).toBeGreaterThanOrEqual(50)

  await world.run(importId)
  const { projectId, rowsDone } = await world.job(importId)
  expect(rowsDone).toBe(120)
  const plan = await world.plan(projectId)
  expect(plan.tasks.map((task) => task.name)).toEqual(Array.from({ length: 60 }, (_, index) => `Task ${index + 1}`))
  const whole = createImportWorld(database, organisation)
  const other = await whole.upload(chain(60))
  await whole.run(other)
  const undisturbed = await whole.plan((await whole.job(other)).projectId)
  expect(plan.tasks.map(({ name, position }) => [name, position])).toEqual(
    undisturbed.tasks.map(({ name, position }) => [name, position]),
  )
  expect(plan.links).toHaveLength(undisturbed.links.length)
})

test('a paused import stops at the end of a batch, and goes on when it is resumed', async () => {
  const importId = await world.upload(chain(60))
  await world.takeOne(importId)
  await pause(importId)
  expect(await world.run(importId)).toEqual({ next: 'wait', milliseconds: null })
  expect(await world.job(importId)).toMatchObject({ state: 'paused', pauseRequested: false, rowsDone: 0 })
  await resume(importId)
  await world.run(importId)
  expect(await world.job(importId)).toMatchObject({ state: 'recomputing', rowsDone: 120 })
})

test('a cancelled import takes away what it wrote', async () => {
  const importId = await world.upload(chain(60))
  await world.takeOne(importId)
  await writeOneBatch(importId)
  expect(await projects()).toHaveLength(1)
  await cancel(importId)
  expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'cancelled' })
  expect(await world.job(importId)).toMatchObject({ state: 'cancelled', projectId: null, rowsDone: 0 })
  expect(await projects()).toEqual([])
})

test('or keeps it, with dates', async () => {
  const importId = await world.upload(chain(60))
  await world.takeOne(importId)
  await writeOneBatch(importId)
  await cancel(importId, 'keep')
  await world.run(importId)
  const job = await world.job(importId)
  expect(job.state).toBe('cancelled')
  expect((await world.plan(job.projectId)).tasks.length).toBeGreaterThan(40)
  expect(await world.requests('recompute')).toHaveLength(1)
})

test('an import that is all written cannot be cancelled any more', async () => {
  const importId = await world.upload(chain(3))
  await world.run(importId)
  await expect(cancel(importId)).rejects.toMatchObject({ type: 'conflict' })
  const input = { ...world.inputOf(importId), state: 'cancelled' as const }
  const settled = await world.environment().run(world.activities.settleImport, input)
  expect(settled).toMatchObject({ state: 'completed' })
  expect(await projects()).toHaveLength(1)
})

test('a cancelled activity stops between batches', async () => {
  const importId = await world.upload(chain(60))
  await world.takeOne(importId)
  const environment = world.environment()
  environment.cancel()
  await expect(environment.run(world.activities.writeImport, world.inputOf(importId))).rejects.toThrow('CANCELLED')
  expect(await projects()).toEqual([])
})

test('what the workflow of the version before asks for still comes to an end', async () => {
  const importId = await world.upload(chain(60))
  const answer = await world.environment().run(world.activities.importFile, world.inputOf(importId))
  expect(answer).toMatchObject({ outcome: 'written' })
  expect(await world.job(importId)).toMatchObject({ state: 'recomputing', rowsDone: 120 })
})

test('resources are the people of the organisation whose addresses a file has', async () => {
  const { email } = organisation.admin
  const stranger = (await createOrganisation(database)).admin
  const resource = (uid: number, name: string, address: string, type = 1) =>
    `<Resource><UID>${uid}</UID><Name>${name}</Name><Type>${type}</Type><EmailAddress>${address}</EmailAddress></Resource>`
  const file = [
    '<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate><Tasks>',
    '<Task><UID>1</UID><Name>Dig</Name><OutlineLevel>1</OutlineLevel></Task></Tasks><Resources>',
    resource(1, 'Ann', email.toUpperCase()) + resource(2, 'Stranger', stranger.email),
    `${resource(3, 'Sand', email, 0)}</Resources></Project>`,
  ].join('')
  const importId = await world.upload(file, { format: 'mspdi' })
  await world.run(importId)
  const { resources } = await world.plan((await world.job(importId)).projectId)
  expect(resources.map(({ name, personId, kind }) => [name, personId, kind])).toEqual([
    ['Ann', organisation.admin.personId, 'work'],
    ['Stranger', null, 'work'],
    ['Sand', null, 'material'],
  ])
})
