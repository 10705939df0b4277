import { purgeImportRows, withoutTenant } from '@throughline/database'
import {
  approveImport,
  cancelImport,
  fixImportRow,
  getImportKept,
  revert,
  selectImportRows,
  undoImport,
  writeImportBatches,
} from '@throughline/domain'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createImportWorld, type ImportWorld } from './testing/import-world.ts'

const database = openTestDatabase()
let organisation: TestOrganisation
let world: ImportWorld
beforeEach(async () => {
  organisation = await createOrganisation(database)
  world = createImportWorld(database, organisation)
})
afterAll(() => database.close())

const header = 'ID,Name,Duration,Predecessors,Notes'
const first = [header, '1,Dig,2d,,', '2,Pour,3d,1,', '3,Cure,5d,2,slowly', '4,Paint,1d,3,'].join('\n')

/** A project from a file, computed. */
async function imported(text = first): Promise<{ projectId: string; importId: string }> {
  const importId = await world.upload(text)
  await world.run(importId)
  const { projectId } = await world.job(importId)
  await world.recompute(projectId)
  return { projectId: projectId ?? '', importId }
}

async function review(projectId: string, text: string) {
  const importId = await world.upload(text, { mode: 'review', projectId })
  await world.run(importId)
  return { importId, job: await world.job(importId), rows: await world.rows(importId) }
}

const approve = async (importId: string) => {
  await world.act((transaction) => approveImport(transaction, organisation.admin, importId))
  await world.run(importId)
}

const taskNamed = async (projectId: string, name: string) => {
  const task = (await world.plan(projectId)).tasks.find((each) => each.name === name)
  if (!task) throw new Error(`there is no task ${name}`)
  return task
}

const set = (projectId: string, id: string, patch: object) =>
  world.edit(projectId, [{ op: 'update', entity: 'task', id, patch }])

describe('a newer version of a file', () => {
  test('that says the same changes nothing', async () => {
    const { projectId } = await imported()
    const { job } = await review(projectId, first)
    expect(job.counts).toMatchObject({ create: 0, update: 0, delete: 0, conflict: 0, unchanged: 8 })
  })

  test('shows by row and field what it changes, and keeps what was added here', async () => {
    const { projectId } = await imported()
    const pour = await taskNamed(projectId, 'Pour')
    await set(projectId, pour.id, { notes: 'with a pump' })
    const own = crypto.randomUUID()
    await world.edit(projectId, [
      { op: 'create', entity: 'task', id: own, values: { name: 'Ours', durationMinutes: 60 } },
      { op: 'create', entity: 'link', values: { predecessorId: pour.id, successorId: own } },
    ])
    const second = [header, '1,Dig,2d,,', '9,Level,1d,1,', '2,Pour again,4d,9,', '4,Paint,1d,2,'].join('\n')
    const { importId, job, rows } = await review(projectId, second)
    expect(job.counts).toMatchObject({ create: 4, update: 1, conflict: 0 })
    const update = rows.find(({ action }) => action === 'update')
    expect(update).toMatchObject({ entity: 'task', name: 'Pour again', rowId: pour.id })
    expect(update?.fields).toMatchObject([
      { field: 'name', from: 'Pour', to: 'Pour again', before: 'Pour', conflict: false },
      { field: 'durationMinutes', from: 1_440, to: 1_920, before: 1_440, conflict: false },
    ])
    const gone = rows.filter(({ action }) => action === 'delete')
    expect(gone.map(({ entity, name }) => [entity, name])).toEqual([
      ['link', 'Dig > Pour (FS)'],
      ['link', 'Pour > Cure (FS)'],
      ['link', 'Cure > Paint (FS)'],
      ['task', 'Cure'],
    ])

    await approve(importId)
    const plan = await world.plan(projectId)
    expect(plan.tasks.map(({ name }) => name)).toEqual(['Dig', 'Level', 'Pour again', 'Paint', 'Ours'])
    expect(plan.tasks.find(({ id }) => id === pour.id)).toMatchObject({ notes: 'with a pump', durationMinutes: 1_920 })
    expect(plan.links).toHaveLength(4)
  })

  test('leaves what both changed as it is here, unless somebody chooses otherwise', async () => {
    const { projectId } = await imported()
    const { id } = await taskNamed(projectId, 'Pour')
    await set(projectId, id, { durationMinutes: 60 })
    const second = first.replace('2,Pour,3d', '2,Pour more,4d')
    const { importId, job, rows } = await review(projectId, second)
    expect(job.counts).toMatchObject({ update: 1, conflict: 1 })
    const [row] = rows.filter(({ action }) => action === 'update')
    expect(row?.fields).toMatchObject([
      { field: 'name', conflict: false, chosen: true },
      { field: 'durationMinutes', from: 60, to: 1_920, before: 1_440, conflict: true, chosen: false },
    ])
    await world.act((transaction) =>
      selectImportRows(transaction, organisation.admin, importId, {
        rows: [row?.number ?? 0],
        fields: ['name'],
        chosen: false,
      }),
    )
    await world.act((transaction) =>
      selectImportRows(transaction, organisation.admin, importId, {
        rows: { conflict: true },
        fields: ['durationMinutes'],
        chosen: true,
      }),
    )
    await approve(importId)
    expect(await world.plan(projectId)).toMatchObject({
      tasks: [{ name: 'Dig' }, { name: 'Pour', durationMinutes: 1_920 }, { name: 'Cure' }, { name: 'Paint' }],
    })
  })

  test('does not take along what was put below a task that it has no more', async () => {
    const { projectId } = await imported()
    const cure = await taskNamed(projectId, 'Cure')
    await world.edit(projectId, [{ op: 'create', entity: 'task', values: { name: 'Ours', parentId: cure.id } }])
    const { rows } = await review(projectId, [header, '1,Dig,2d,,', '2,Pour,3d,1,', '4,Paint,1d,,'].join('\n'))
    expect(rows.find(({ name, action }) => name === 'Cure' && action === 'delete')).toMatchObject({
      conflict: true,
      chosen: false,
    })
  })

  test('is refused to those who may not change the plan', async () => {
    const { projectId } = await imported()
    const viewer = await organisation.addPerson()
    const upload = createImportWorld(database, { ...organisation, admin: viewer }).upload(first, { projectId })
    await expect(upload).rejects.toMatchObject({ type: 'not-found' })
  })
})

describe('rows that are left out', () => {
  test('are not written, nor what needs them', async () => {
    const importId = await world.upload(first, { mode: 'review' })
    await world.run(importId)
    const pour = (await world.rows(importId)).find(({ name }) => name === 'Pour')
    await world.act((transaction) =>
      selectImportRows(transaction, organisation.admin, importId, { rows: [pour?.number ?? 0], chosen: false }),
    )
    await approve(importId)
    const plan = await world.plan((await world.job(importId)).projectId)
    expect(plan.tasks.map(({ name }) => name)).toEqual(['Dig', 'Cure', 'Paint'])
    expect(plan.links).toHaveLength(1)
  })

  test('may not be all of them', async () => {
    const importId = await world.upload(first, { mode: 'review' })
    await world.run(importId)
    await world.act((transaction) =>
      selectImportRows(transaction, organisation.admin, importId, { rows: {}, chosen: false }),
    )
    await expect(approve(importId)).rejects.toMatchObject({ type: 'conflict' })
  })
})

describe('a row that the plan refuses', () => {
  test('is parked with the reason, and the others are written', async () => {
    const { projectId } = await imported()
    const second = first.replace('2,Pour,3d', '2,Pour,4d').replace('3,Cure,5d', '3,Cure,6d')
    const { importId } = await review(projectId, second)
    const { id } = await taskNamed(projectId, 'Pour')
    await world.edit(projectId, [{ op: 'delete', entity: 'task', id }])
    await approve(importId)
    const job = await world.job(importId)
    expect(job).toMatchObject({ state: 'parked', rowsDone: 1, counts: { parked: 1 } })
    const [row] = (await world.rows(importId)).filter(({ state }) => state === 'parked')
    expect(row).toMatchObject({ name: 'Pour', problem: { message: expect.stringContaining('no task') } })
    expect((await taskNamed(projectId, 'Cure')).durationMinutes).toBe(2_880)

    await world.act((transaction) => cancelImport(transaction, organisation.admin, importId, 'keep'))
    await world.run(importId)
    await world.recompute(projectId)
    expect(await world.job(importId)).toMatchObject({ state: 'completed' })
    expect((await taskNamed(projectId, 'Cure')).durationMinutes).toBe(2_880)
  })

  test('comes before what names it, when it is mended while others are written', async () => {
    const { projectId } = await imported('ID,Outline level,Name,Duration,Predecessors\n1,1,Site,,\n2,2,Dig,1d,')
    const rows = Array.from(
      { length: 60 },
      (_, index) => `${index + 4},1,Task ${index + 4},1d,${index === 59 ? 3 : ''}`,
    )
    const second = ['ID,Outline level,Name,Duration,Predecessors', '1,1,Site,,', '2,2,Dig,1d,', '3,2,Pour,1d,', ...rows]
    const { importId } = await review(projectId, second.join('\n'))
    await world.edit(projectId, [{ op: 'delete', entity: 'task', id: (await taskNamed(projectId, 'Site')).id }])
    await world.act((transaction) => approveImport(transaction, organisation.admin, importId))
    await world.act((transaction) => writeImportBatches(transaction, importId, { expireSeconds: 60 }, () => null))
    expect(await world.job(importId)).toMatchObject({ state: 'writing', counts: { parked: 1 } })
    const pour = (await world.rows(importId)).find(({ state }) => state === 'parked')
    expect(pour).toMatchObject({ name: 'Pour' })
    await world.act((transaction) =>
      fixImportRow(transaction, organisation.admin, importId, pour?.number ?? 0, { parentId: null }),
    )
    await world.run(importId)
    expect(await world.job(importId)).toMatchObject({ state: 'recomputing', rowsDone: 62, counts: { parked: 0 } })
    expect((await world.plan(projectId)).links).toHaveLength(1)
  })
})

describe('taking an import back', () => {
  const ask = (importId: string) => world.act((transaction) => undoImport(transaction, organisation.admin, importId))
  const keptOf = (importId: string) =>
    world.act((transaction) => getImportKept(transaction, organisation.admin, importId))

  /** Taken back by its workflow, as far as it can be. */
  async function undo(importId: string) {
    await ask(importId)
    await world.run(importId)
    return keptOf(importId)
  }

  test('takes the project away that it made', async () => {
    const { projectId, importId } = await imported()
    const answer = await undo(importId)
    expect(answer).toEqual({ summary: 'Undid: Imported plan.csv', kept: [], keptCount: 0 })
    expect(await world.job(importId)).toMatchObject({ state: 'undone', projectId: null })
    await expect(world.plan(projectId)).rejects.toMatchObject({ type: 'not-found' })
    await expect(ask(importId)).rejects.toMatchObject({ type: 'conflict' })
  })

  test('keeps and names what somebody changed since', async () => {
    const { projectId, importId } = await imported()
    const { id } = await taskNamed(projectId, 'Pour')
    await set(projectId, id, { notes: 'mine' })
    const answer = await undo(importId)
    expect(answer.kept).toMatchObject([{ entity: 'task', id, reason: 'changed-since' }])
    expect((await world.plan(projectId)).tasks.map(({ name }) => name)).toEqual(['Pour'])
    expect(await world.job(importId)).toMatchObject({ state: 'undone', projectId, keptCount: 1 })
  })

  test('gives a plan back that was there before', async () => {
    const { projectId } = await imported()
    const before = await world.plan(projectId)
    const importId = await world.upload(first.replace('2,Pour,3d', '2,Pour,4d'), { projectId })
    await world.run(importId)
    await world.recompute(projectId)
    await undo(importId)
    const after = await world.plan(projectId)
    expect(after.tasks.map(({ name, durationMinutes }) => [name, durationMinutes])).toEqual(
      before.tasks.map(({ name, durationMinutes }) => [name, durationMinutes]),
    )
  })

  test('lets the same file bring the same again', async () => {
    const { projectId } = await imported()
    const second = first.replace('2,Pour,3d', '2,Pour,4d')
    const importId = await world.upload(second, { projectId })
    await world.run(importId)
    await world.recompute(projectId)
    await undo(importId)
    const { job, rows } = await review(projectId, second)
    expect(job.counts).toMatchObject({ create: 0, update: 1, delete: 0, conflict: 0 })
    expect(rows.find(({ action }) => action === 'update')?.fields).toMatchObject([
      { field: 'durationMinutes', from: 1_440, to: 1_920, before: 1_440, conflict: false },
    ])
  })

  test('can be asked for once, and by those who may change the plan', async () => {
    const { importId } = await imported()
    expect(await ask(importId)).toMatchObject({ state: 'undoing' })
    await expect(ask(importId)).rejects.toMatchObject({ type: 'conflict' })
    await expect(keptOf(importId)).rejects.toMatchObject({ type: 'conflict' })
  })

  test('leaves the import as it was where that cannot be, and says why', async () => {
    const { projectId, importId } = await imported()
    await set(projectId, (await taskNamed(projectId, 'Pour')).id, { notes: 'mine' })
    await ask(importId)
    await world.act((transaction) =>
      revert(transaction, organisation.admin, projectId, 'undo', { scope: 'project', actId: importId }),
    )
    await world.run(importId)
    expect(await world.job(importId)).toMatchObject({
      state: 'completed',
      error: { message: expect.stringContaining('could not be taken back') },
    })
  })

  test('that is stopped in Temporal leaves the import as it was', async () => {
    const { projectId, importId } = await imported()
    await ask(importId)
    const settled = await world
      .environment()
      .run(world.activities.settleImport, { ...world.inputOf(importId), state: 'cancelled' as const })
    expect(settled).toMatchObject({ state: 'completed' })
    expect(await world.job(importId)).toMatchObject({ state: 'completed', projectId })
    expect((await world.plan(projectId)).tasks).toHaveLength(4)
  })

  test('a cancelled one that brought a plan up to date leaves it as it was', async () => {
    const { projectId } = await imported()
    const { importId } = await review(projectId, first.replace('2,Pour,3d', '2,Pour,4d'))
    await world.act((transaction) => approveImport(transaction, organisation.admin, importId))
    await world.act((transaction) => writeImportBatches(transaction, importId, { expireSeconds: 60 }, () => null))
    expect((await taskNamed(projectId, 'Pour')).durationMinutes).toBe(1_920)
    await world.act((transaction) => cancelImport(transaction, organisation.admin, importId))
    await world.run(importId)
    expect(await world.job(importId)).toMatchObject({ state: 'cancelled', projectId })
    expect((await taskNamed(projectId, 'Pour')).durationMinutes).toBe(1_440)
  })
})

describe('rows of imports that ended long ago', () => {
  const purge = () => withoutTenant(database, (transaction) => purgeImportRows(transaction, 30))
  const countRows = (importId: string) => world.rows(importId).then((rows) => rows.length)

  test('go, but for those that tell what the file said last', async () => {
    const { projectId, importId } = await imported()
    const second = [header, '1,Dig,2d,,', '2,Pour,4d,1,', '3,Cure,5d,2,slowly', '4,Paint,1d,3,', '5,Open,1d,4,'].join(
      '\n',
    )
    const later = await world.upload(second, { projectId })
    await world.run(later)
    await world.recompute(projectId)
    const never = await review(projectId, first)
    await world.act((transaction) =>
      sql`update import_job set ended_at = now() - interval '40 days', created_at = created_at - interval '40 days'`.execute(
        transaction,
      ),
    )
    await purge()
    expect(await countRows(importId)).toBe(0)
    expect(await countRows(never.importId)).toBe(0)
    expect(await countRows(later)).toBeGreaterThan(0)
    const { job } = await review(projectId, second)
    expect(job.counts).toMatchObject({ create: 0, update: 0, delete: 0, conflict: 0 })
  })
})

describe('an import that nobody approves', () => {
  const expireIn = (importId: string, seconds: number) =>
    world.act((transaction) =>
      sql`update import_job set expires_at = now() + make_interval(secs => ${seconds}), created_at = now() - interval '1 day'
        where id = ${importId}`.execute(transaction),
    )

  test('is reminded of once, and then given up', async () => {
    const importId = await world.upload(first, { mode: 'review' })
    await world.run(importId)
    await expireIn(importId, 600)
    const step = await world.run(importId)
    expect(step.next).toBe('wait')
    const reminders = () =>
      world.act((transaction) =>
        transaction
          .selectFrom('notification')
          .select('id')
          .where('import_id', '=', importId)
          .where('kind', '=', 'import-expiring')
          .execute(),
      )
    expect(await reminders()).toHaveLength(1)
    await world.run(importId)
    expect(await reminders()).toHaveLength(1)
    await expireIn(importId, -1)
    expect(await world.run(importId)).toMatchObject({ next: 'end', state: 'expired' })
    expect(await world.job(importId)).toMatchObject({ state: 'expired', projectId: null })
  })
})
