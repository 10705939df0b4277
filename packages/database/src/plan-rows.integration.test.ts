import { randomUUID } from 'node:crypto'
import {
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
  projectDefaults,
  standardWeek,
} from '@throughline/contract'
import { createOrganisation, openTestDatabase } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { json, type Transaction } from './database.ts'
import { listPlanRows, listThinRowsSince } from './plan-rows.ts'
import { findProjectFields } from './projects.ts'
import { insertStream } from './streams.ts'
import { withTransaction } from './transaction.ts'

const database = openTestDatabase()
let organisationId = ''
beforeAll(async () => {
  organisationId = (await createOrganisation(database)).id
})
afterAll(() => database.close())

const run = <Result>(act: (transaction: Transaction) => Promise<Result>) =>
  withTransaction(database, { organisationId }, act)

interface Ids {
  project: string
  calendar: string
  task: string
  other: string
  link: string
  resource: string
  assignment: string
}

/** As the version before the widened plan makes rows: by the columns that it knows. */
async function insertAsBefore(transaction: Transaction): Promise<Ids> {
  const [project, calendar, task, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const [link, resource, assignment] = [randomUUID(), randomUUID(), randomUUID()]
  const place = sql`${organisationId}, ${project}, 1`
  await insertStream(transaction, organisationId, 'project', project)
  await sql`
    insert into project (id, organisation_id, name, starts_at, calendar_id)
    values (${project}, ${organisationId}, 'Plan', '2026-03-02T08:00', ${calendar})`.execute(transaction)
  await sql`
    insert into calendar (id, organisation_id, project_id, revision, name, week)
    values (${calendar}, ${place}, 'Standard', ${json(standardWeek)})`.execute(transaction)
  for (const id of [task, other])
    await sql`
      insert into task (id, organisation_id, project_id, revision, edited_revision, path, position, name)
      values (${id}, ${place}, 1, ${id.replaceAll('-', '')}, 1, 'Wiring')`.execute(transaction)
  await sql`
    insert into link (id, organisation_id, project_id, revision, predecessor_id, successor_id)
    values (${link}, ${place}, ${task}, ${other})`.execute(transaction)
  await sql`
    insert into resource (id, organisation_id, project_id, revision, name)
    values (${resource}, ${place}, 'Ann')`.execute(transaction)
  await sql`
    insert into assignment (id, organisation_id, project_id, revision, task_id, resource_id)
    values (${assignment}, ${place}, ${task}, ${resource})`.execute(transaction)
  return { project, calendar, task, other, link, resource, assignment }
}

it('a row of which nothing is said is in the database what it is in the contract', async () => {
  await run(async (transaction) => {
    const ids = await insertAsBefore(transaction)
    const rowsOf = async (entity: Parameters<typeof listPlanRows>[1]) => listPlanRows(transaction, entity, ids.project)
    expect(await findProjectFields(transaction, ids.project)).toMatchObject(projectDefaults)
    expect(await rowsOf('task')).toMatchObject([newTaskFields({ name: 'Wiring' }), newTaskFields({ name: 'Wiring' })])
    expect(await rowsOf('calendar')).toMatchObject([newCalendarFields({ name: 'Standard' })])
    expect(await rowsOf('link')).toMatchObject([newLinkFields({ predecessorId: ids.task, successorId: ids.other })])
    expect(await rowsOf('resource')).toMatchObject([newResourceFields({ name: 'Ann' })])
    expect(await rowsOf('assignment')).toMatchObject([
      newAssignmentFields({ taskId: ids.task, resourceId: ids.resource }),
    ])
  })
})

it('thin rows say what is out of the ordinary, and times as they are read elsewhere', async () => {
  await run(async (transaction) => {
    const ids = await insertAsBefore(transaction)
    await sql`
      update task set deadline = '2026-03-06T17:00', priority = 0, is_active = false, splits = '[{"afterMinutes": 60, "gapMinutes": 30}]'
      where id = ${ids.task}`.execute(transaction)
    await sql`update assignment set work_minutes = 0 where id = ${ids.assignment}`.execute(transaction)
    const thin = async (entity: 'task' | 'link' | 'assignment') =>
      JSON.parse(JSON.stringify(await listThinRowsSince(transaction, entity, ids.project, 0)))
    const whole = await listPlanRows(transaction, 'task', ids.project)
    const [plain, special] = [ids.other, ids.task].map((id) => whole.find((row) => row.id === id))
    const often = (row: object | undefined) =>
      Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => name !== 'editedRevision' && !isRare(name)))
    const said = {
      deadline: '2026-03-06T17:00',
      priority: 0,
      isActive: false,
      splits: [{ afterMinutes: 60, gapMinutes: 30 }],
    }
    expect((await thin('task')).find(({ id }: { id: string }) => id === ids.other)).toEqual(often(plain))
    expect((await thin('task')).find(({ id }: { id: string }) => id === ids.task)).toEqual({
      ...often(special),
      ...said,
    })
    expect(special).toMatchObject(said)
    expect((await thin('link'))[0]).not.toHaveProperty('lagUnit')
    expect((await thin('assignment'))[0]).toMatchObject({ units: 1, workMinutes: 0 })
    expect((await thin('assignment'))[0]).not.toHaveProperty('notes')
  })
})

const usual = newTaskFields({ name: '' })
const always = [
  'name',
  'notes',
  'kind',
  'durationMinutes',
  'constraintType',
  'constraintAt',
  'calendarId',
  'percentComplete',
]
const isRare = (name: string): boolean => name in usual && !always.includes(name)
