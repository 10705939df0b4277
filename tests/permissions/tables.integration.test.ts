import { withoutTenant, withTransaction } from '@throughline/database'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { Services } from '../harness/service/index.ts'
import { createPlace } from './place.ts'

/** Tables that belong to no organisation, and why the role of the application has no row of them to see. */
const withoutTenantRows: Readonly<Record<string, string>> = {
  second_step: 'of a person: only narrow functions of throughline_gatekeeper read it',
  identity: 'of a person: only narrow functions of throughline_gatekeeper read it',
  passkey: 'of a person: only narrow functions of throughline_gatekeeper read it',
  device: 'of a person: only a narrow function of throughline_gatekeeper reads it',
  sign_in_attempt: 'answers of providers that were taken: only a narrow function of throughline_gatekeeper reads it',
  deleted_organisation:
    'what is left of organisations that are no more: for the operator, by a function of throughline_gatekeeper',
  recovery_code: 'of a person: only narrow functions of throughline_gatekeeper read it',
  rate_count: 'counts of requests, by keys that are hashed with a secret',
  migration: 'what the migrator did',
  person: 'people belong to several organisations: seen by those who share one (policy colleague)',
  session: 'before any tenant: only the narrow functions of throughline_gatekeeper read it',
}

/** Tables whose changes the audit trail does not tell by themselves, and why. */
const unaudited: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'task',
      'link',
      'calendar',
      'resource',
      'assignment',
      'baseline',
      'baseline_task',
      'comment',
      'checklist_item',
    ].map((name) => [name, 'changed by change sets only, which the trail has with their operations']),
  ),
  ...Object.fromEntries(
    ['recompute_run', 'recompute_slot', 'date_move', 'work_request', 'stream', 'event', 'presence'].map((name) => [
      name,
      'what the service makes of changes that the trail has',
    ]),
  ),
  ...Object.fromEntries(
    ['import_chunk', 'import_link', 'import_row', 'import_date', 'row_origin'].map((name) => [
      name,
      'parts of an import',
    ]),
  ),
  idempotency_key: 'an answer that is kept for a day',
  webhook_delivery: 'what a webhook is sent of changes that the trail has',
  webhook_attempt: 'what a webhook is sent of changes that the trail has',
  notification: 'a mail that the service sends',
  email_delivery: 'a mail that the service sends',
  mail_suspension: 'what a mail server says of an address',
  organisation_file: 'pieces of the file of a run, which the trail has',
  audit_event: 'the trail itself',
  audit_head: 'the trail itself',
}

const database = openTestDatabase()
const services = new Services(testStack())
let ours: TestOrganisation
let theirs: TestOrganisation
const tables = await listTables()

interface Table {
  name: string
  tenant: string | null
  isSecured: boolean
  policies: string[]
  isAudited: boolean
}

async function listTables(): Promise<Table[]> {
  const client = new pg.Client({ connectionString: testStack().superuserUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Table>(`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isSecured",
        case when c.relname = 'organisation' then 'id' else
          (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id') end as tenant,
        array(select p.polname::text from pg_policy p where p.polrelid = c.oid) as policies,
        exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit') as "isAudited"
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
    return rows
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  const api = await services.startApi()
  ours = await createOrganisation(database)
  theirs = await createOrganisation(database)
  await createPlace({ url: api.url, superuserUrl: testStack().superuserUrl }, await ours.addPerson('owner'))
})
afterAll(async () => {
  await services.stop()
  await database.close()
})

test('every table has row-level security that is forced, and a policy of tenants', () => {
  expect(tables.length).toBeGreaterThan(25)
  const open = tables.filter(
    ({ name, tenant, isSecured, policies }) =>
      !(name in withoutTenantRows) && !(isSecured && tenant && policies.includes('tenant')),
  )
  expect(open).toEqual([])
})

test('the audit trail tells of every table that people change', () => {
  const silent = tables.filter(
    ({ name, isAudited }) => !isAudited && !(name in unaudited) && !(name in withoutTenantRows),
  )
  expect(silent.map(({ name }) => name)).toEqual([])
  expect(tables.filter(({ name, isAudited }) => isAudited && name in unaudited)).toEqual([])
})

const tenantTables = tables.flatMap(({ name, tenant }) =>
  tenant && !(name in withoutTenantRows) ? [{ name, tenant }] : [],
)

/** As the application's role, with or without a tenant; null where the role has no right to do that at all. */
async function countAs(organisationId: string | null, text: string): Promise<number | null> {
  const run = async (transaction: Parameters<Parameters<typeof withoutTenant>[1]>[0]) => {
    const { rows, numAffectedRows } = await sql<{ count: number }>`${sql.raw(text)}`.execute(transaction)
    return numAffectedRows === undefined ? Number(rows[0]?.count) : Number(numAffectedRows)
  }
  try {
    return organisationId === null
      ? await withoutTenant(database, run)
      : await withTransaction(database, { organisationId }, run)
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return null
    throw error
  }
}

describe.each(tenantTables)('$name', ({ name, tenant }) => {
  test('shows nothing of one organisation to another, nor to nobody', async () => {
    const text = `select count(*) as count from "${name}" where "${tenant}" = '${ours.id}'`
    expect([0, null]).toContain(await countAs(theirs.id, text))
    expect([0, null]).toContain(await countAs(null, text))
  })

  test('lets another organisation change and delete nothing of it', async () => {
    const update = `update "${name}" set "${tenant}" = "${tenant}" where "${tenant}" = '${ours.id}'`
    expect([0, null]).toContain(await countAs(theirs.id, update))
    expect([0, null]).toContain(await countAs(theirs.id, `delete from "${name}" where "${tenant}" = '${ours.id}'`))
  })
})

test('what is there is seen by its own organisation', async () => {
  for (const name of ['project', 'task', 'link', 'change_set', 'event', 'import_job', 'program', 'program_member'])
    expect(await countAs(ours.id, `select count(*) as count from "${name}"`), name).toBeGreaterThan(0)
})
