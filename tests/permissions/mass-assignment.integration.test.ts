import { randomUUID } from 'node:crypto'
import {
  entitySchemas,
  type Operation,
  type OperationId,
  operations,
  type SyncTable,
  syncEntities,
  syncTables,
} from '@throughline/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { type ApiProcess, Services } from '../harness/service/index.ts'
import { calls } from './calls.ts'
import { type BodyObject, fieldsOfAnswers, objectsOf, type Schema } from './fields.ts'
import type { Given } from './new-things.ts'
import { createPlace, execute } from './place.ts'
import { type Answer, bySession, send } from './send.ts'

/**
 * Whoever sends along what only the service sets is refused, with the name of it, also who may do everything: an owner who
 * is the operator as well. What is sent along are all fields of all answers and all columns of all tables.
 */
const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let api: ApiProcess
let organisation: TestOrganisation
let credentials: Record<string, string>
let before: Record<string, string>
const givens = new Map<OperationId, Given>()
const bodies = new Map<OperationId, Schema>()
for (const [id, { body }] of Object.entries(operations) as [OperationId, Operation][]) if (body) bodies.set(id, body)
const withBodies = [...bodies.keys()]

/** Names that a program could take for something of its own. */
const ofPrograms = ['__proto__', 'constructor', 'prototype', 'is_admin', 'organisation_id', 'server_version']
let names: string[]
let projectId: string
/** A row of each table that offline stores have. */
let rows: Record<SyncTable, string>

beforeAll(async () => {
  await superuser.connect()
  api = await services.startApi()
  organisation = await createOrganisation(database)
  const maker = await organisation.addPerson('owner')
  await execute(testStack().superuserUrl, 'update person set is_operator = true where id = $1', [maker.personId])
  const place = await createPlace({ url: api.url, superuserUrl: testStack().superuserUrl }, maker)
  const caller = { ...maker, spareTokenId: '', spareSessionId: '' }
  for (const id of withBodies) givens.set(id, await calls[id]({ place, organisation, caller }))
  const { projectId: projects, calendarId, resourceId, taskId, linkId, baselineId } = place
  const assigned = { params: { projectId: projects }, body: { taskId, resourceId } }
  const [assignments = ''] = (await place.client.call('createAssignment', assigned)).created
  const commented = { params: { projectId: projects }, body: { taskId, body: 'Seen' } }
  const [comments = ''] = (await place.client.call('createComment', commented)).created
  const item = { params: { projectId: projects }, body: { taskId, text: 'Survey' } }
  const [checklistItems = ''] = (await place.client.call('createChecklistItem', item)).created
  projectId = projects
  rows = {
    ...{ projects, calendars: calendarId, resources: resourceId, tasks: taskId, links: linkId },
    ...{ assignments, baselines: baselineId, comments, checklistItems },
  }
  credentials = await bySession(api.url, maker)
  names = [...new Set([...fieldsOfAnswers(), ...(await columns()), ...ofPrograms])]
  before = await contents()
}, 60_000)
afterAll(async () => {
  await services.stop()
  await superuser.end()
  await database.close()
})

const inCamelCase = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

async function columns(): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    "select distinct column_name as name from information_schema.columns where table_schema = 'public'",
  )
  return rows.map(({ name }) => inCamelCase(name))
}

/** What the service itself goes on to write: when somebody was last seen, the seals of the trail, work that was begun. */
const besides = ['last_used_at', 'last_seen_at', 'sequence', 'hash', 'previous_hash', 'sealed_at']
const leftOut = ['rate_count', 'work_request', 'recompute_slot', 'audit_head']

/** Of each table the rows of the organisation, and all where it belongs to none, as one hash. */
async function contents(): Promise<Record<string, string>> {
  const { rows: tables } = await superuser.query<{ name: string; tenant: boolean }>(
    `select c.relname as name, a.attname is not null as tenant
     from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)`,
    [leftOut],
  )
  const hashes: Record<string, string> = {}
  for (const { name, tenant } of tables) {
    const { rows } = await superuser.query<{ hash: string }>(
      `select md5(coalesce(string_agg(row, ',' order by row), '')) as hash
       from (select md5((to_jsonb(t) - $1::text[])::text) as row from ${name} t ${tenant ? 'where organisation_id = $2' : 'where $2::uuid is not null'}) of_table`,
      [besides, organisation.id],
    )
    hashes[name] = rows[0]?.hash ?? ''
  }
  return hashes
}

/** As many as an answer names. */
const perRequest = 20

function inParts(all: readonly string[], size = perRequest): string[][] {
  const count = Math.ceil(all.length / size)
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size))
}

/** A copy of a body with more fields in the object at a path. */
function withMore(body: unknown, [key, ...rest]: readonly string[], more: Record<string, unknown>): unknown {
  if (key === undefined) return { ...(body as object), ...more }
  if (Array.isArray(body)) return body.map((each, at) => (at === Number(key) ? withMore(each, rest, more) : each))
  return { ...(body as object), [key]: withMore((body as Record<string, unknown>)[key], rest, more) }
}

function namedIn({ status, text }: Answer): string[] {
  if (status !== 400) return [`answered ${status}: ${text.slice(0, 200)}`]
  const { issues = [] } = JSON.parse(text) as { issues?: { path: string }[] }
  return issues.map(({ path }) => path).sort()
}

async function forge(id: OperationId, { path, fields }: BodyObject): Promise<void> {
  const given = givens.get(id) as Given
  await Promise.all(
    inParts(names.filter((name) => !fields.has(name))).map(async (part) => {
      const more = Object.fromEntries(part.map((name) => [name, null]))
      const answer = await send(api.url, id, { ...given, body: withMore(given.body, path, more) }, credentials)
      expect(namedIn(answer)).toEqual(part.map((name) => ['body', ...path, name].join('.')).sort())
    }),
  )
}

test('what is sent along has what people would like to set', () => {
  for (const name of ['organisationId', 'projectId', 'revision', 'isOperator', 'role', 'earlyStart', 'createdAt'])
    expect(names).toContain(name)
  expect(names.length).toBeGreaterThan(300)
})

describe('with a body that is right but for it', () => {
  test.each(withBodies)('%s', async (id) => {
    const objects = objectsOf(bodies.get(id) as Schema, givens.get(id)?.body)
    expect(objects.length).toBeGreaterThan(0)
    for (const object of objects) await forge(id, object)
  })
})

/** Records of stores have columns of their own, so that their schema lists no fields; what reads them does. */
describe('in a record that was changed offline', () => {
  /** A record has an id, and no field is left of the other. */
  const kept = ['id', '__proto__']
  const push = (changes: unknown) =>
    send(api.url, 'pushSync', { params: { projectId }, body: { lastPulledAt: 1, changes } }, credentials)
  const refused = async (settable: object, placed: string, changesOf: (part: readonly string[]) => unknown) => {
    const foreign = names.filter((name) => !kept.includes(name) && !Object.hasOwn(settable, name))
    await Promise.all(
      inParts(foreign, perRequest / 2).map(async (part) => {
        const named = namedIn(await push(changesOf(part)))
        expect(named).toEqual(expect.arrayContaining(part.map((name) => `body.changes.${placed}.0.${name}`)))
      }),
    )
  }

  test.each(syncTables)('%s', async (table) => {
    const { patch, values } = entitySchemas[syncEntities[table]]
    await refused(patch.shape, `${table}.updated`, (part) => ({
      [table]: { created: [], updated: [{ id: rows[table], _changed: part.join(',') }], deleted: [] },
    }))
    if (table === 'projects') return
    await refused(values.shape, `${table}.created`, (part) => {
      const more = Object.fromEntries(part.map((name) => [name, 'x']))
      return { [table]: { created: [{ id: randomUUID(), ...more }], updated: [], deleted: [] } }
    })
  })
})

test('nothing of it was written', async () => {
  expect(await contents()).toEqual(before)
})

test.each(withBodies)('%s takes the body without it', async (id) => {
  expect((await send(api.url, id, givens.get(id) as Given, credentials)).status).not.toBe(400)
})
