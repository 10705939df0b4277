import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@throughline/client'
import { createClient, RequestError } from '@throughline/client'
import { mentionOf, type OrganisationRun } from '@throughline/contract'
import { type CopiedRow, listColumns, withTransaction } from '@throughline/database'
import { copiedTables, leftOutTables, type MovedIds, moveId, moveRow, peopleTables } from '@throughline/domain'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openArchive } from '../../activities/src/organisations/read-archive.ts'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  type TestPerson,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import {
  type ApiProcess,
  clientOf,
  type ObjectStorage,
  objectStorageTimeout,
  Services,
  startObjectStorage,
} from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { bomb, changed, evil, otherwise, repacked, unknownTable } from './hostile-archives.ts'
import { makeMspdi } from './mspdi.ts'
import { insertRest } from './rare-rows.ts'
import { chooseNotifications, computedPlan, createSmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let storage: ObjectStorage
/** Uploads go into the database, and what workers store into a bucket: so both are read and emptied. */
let settings: Record<'api' | 'worker', Record<string, string>>
let sink: SmtpSink
let api: ApiProcess
let worker: Awaited<ReturnType<Services['startWorker']>>
let operator: Client
let operated: TestOrganisation

beforeAll(async () => {
  sink = await SmtpSink.create()
  storage = await startObjectStorage()
  const { IMPORT_STORAGE_URL: _, ...credentials } = storage.env
  settings = { api: credentials, worker: { ...storage.env } }
  await Promise.all([sink.start(), superuser.connect()])
  ;[api, worker] = await Promise.all([
    services.startApi(settings.api),
    services.startWorker(settings.worker),
    services.startEmailService({ SMTP_URL: sink.url }),
  ])
  operated = await createOrganisation(database)
  await superuser.query('update person set is_operator = true where id = $1', [operated.admin.personId])
  operator = clientOf(api.url, operated.admin)
}, objectStorageTimeout)
afterAll(async () => {
  await services.stop()
  await sink.stop()
  await storage?.close()
  await superuser.end()
  await database.close()
})

interface World {
  organisation: TestOrganisation
  owner: TestPerson
  client: Client
  projectId: string
}

/** An organisation with something in every table that is copied. */
async function createWorld(): Promise<World> {
  const organisation = await createOrganisation(database)
  const owner = await organisation.addPerson('owner')
  const member = await organisation.addPerson()
  const client = clientOf(api.url, owner)
  const { project, first, second } = await createSmallPlan(client)
  const params = { projectId: project.id }
  const role = await client.call('createRole', { body: { name: 'Planner', acts: ['project.read', 'plan.change'] } })
  await client.call('putMember', {
    params: { ...params, personId: member.personId },
    body: { customRoleId: role.id },
  })
  await client.call('createServiceAccount', { body: { name: 'Robot' } })
  const { id: teamId } = await client.call('createTeam', { body: { name: 'Civil works' } })
  await client.call('putTeamMember', { params: { teamId, personId: member.personId } })
  await client.call('putProjectTeam', { params: { ...params, teamId }, body: { role: 'member' } })
  await client.call('putMailSettings', { body: { senderName: 'Harbour Works', replyTo: 'office@example.com' } })
  const { id: programId } = await client.call('createProgram', { body: { name: 'Harbour' } })
  await client.call('putProgramTeam', { params: { programId, teamId }, body: { role: 'viewer' } })
  await client.call('setProjectProgram', { params, body: { programId } })
  const resource = await client.call('createResource', {
    params,
    body: { name: 'Crane', kind: 'work', personId: member.personId },
  })
  await client.call('createAssignment', { params, body: { taskId: first, resourceId: resource.created[0] ?? '' } })
  const mentioned = mentionOf({ id: member.personId, name: 'Crane driver' })
  await client.call('createComment', { params, body: { taskId: first, body: `${mentioned}, when?` } })
  await client.call('createChecklistItem', { params, body: { taskId: first, text: 'Survey' } })
  await client.call('watchTask', { params: { taskId: first } })
  const calendar = await client.call('createCalendar', { params, body: { name: 'Nights', baseId: project.calendarId } })
  await client.call('createTask', {
    params,
    body: { name: 'Below', parentId: second, calendarId: calendar.created[0] },
  })
  await computedPlan(client, project.id)
  const settings = { columns: [{ key: 'name' }], query: 'dig', conditions: [], sort: [], group: null }
  await client.call('createSavedView', { params, body: { name: 'Digging', settings } })
  const baseline = await client.call('createBaseline', { params, body: { name: 'Agreed' } })
  await client.call('patchProject', { params, body: { baselineId: baseline.created[0] } })
  await client.call('patchTask', { params: { ...params, taskId: first }, body: { durationMinutes: 960 } })
  await computedPlan(client, project.id)
  await client.call('deleteTask', { params: { ...params, taskId: first } })
  await client.call('undo', { params, body: {} })
  await client.call('createWebhook', {
    body: {
      name: 'Elsewhere',
      url: 'https://hooks.example.com/',
      eventTypes: ['project.changed'],
      projectIds: [project.id],
    },
  })
  await chooseNotifications(client, project.id)
  await importFile(client, owner)
  const held = await client.call('createProject', { body: { name: 'Held' } })
  await insertRest(superuser, organisation.id, { taskId: first, heldId: held.id, personId: owner.personId })
  await computedPlan(client, project.id)
  return { organisation, owner, client, projectId: project.id }
}

/** Rows of an import that is done, and one that waits for approval. */
async function importFile(client: Client, { token }: TestPerson): Promise<void> {
  for (const mode of ['at-once', 'review']) {
    const response = await fetch(`${api.url}/api/v1/imports?fileName=plan.xml&mode=${mode}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: makeMspdi(3),
    })
    const { id: importId } = (await response.json()) as { id: string }
    const wanted = mode === 'review' ? 'waiting' : 'completed'
    await until(async () => (await client.call('getImport', { params: { importId } })).state === wanted, {
      what: `an import that is ${wanted}`,
      withinMs: 60_000,
    })
  }
}

const ended = (client: Client, organisationId: string, { id: runId }: Pick<OrganisationRun, 'id'>) =>
  untilValue(
    () => client.call('getOrganisationRun', { params: { organisationId, runId } }),
    ({ endedAt }) => endedAt !== null,
    { what: 'a run that has ended', withinMs: 90_000 },
  )

async function exportOf({ client, organisation }: World): Promise<Buffer> {
  const organisationId = organisation.id
  const asked = await client.call('exportOrganisation', { params: { organisationId } })
  const run = await ended(client, organisationId, asked)
  expect(run).toMatchObject({ kind: 'export', state: 'completed', error: null })
  const response = await client.download('downloadOrganisationExport', { params: { organisationId, runId: run.id } })
  const file = Buffer.from(await response.arrayBuffer())
  expect(createHash('sha256').update(file).digest('hex')).toBe(run.sha256)
  return file
}

const upload = (file: Buffer) => operator.call('importOrganisation', { body: new Blob([new Uint8Array(file)]) })

const rowsOf = async (table: string, organisationId: string): Promise<CopiedRow[]> => {
  const { rows } = await superuser.query<{ row: CopiedRow }>(
    `select to_jsonb(t) as row from "${table}" t where organisation_id = $1`,
    [organisationId],
  )
  return rows.map(({ row }) => row)
}

const inOrder = (rows: readonly CopiedRow[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))).toSorted()

/** What an import makes anew on purpose. */
const madeAnew: Readonly<Record<string, readonly string[]>> = {
  stream: ['floor'],
  import_job: ['file_store', 'file_id'],
  webhook: ['secret', 'previous_secret', 'previous_until', 'disabled_at', 'disabled_because'],
}

async function expectSame(from: string, to: string, ids: MovedIds): Promise<void> {
  for (const { name, isForReading } of copiedTables) {
    if (isForReading) continue
    const columns = await withTransaction(database, { organisationId: from }, (transaction) =>
      listColumns(transaction, name),
    )
    const without = (row: CopiedRow): CopiedRow =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !madeAnew[name]?.includes(column)))
    const before = (await rowsOf(name, from)).map((row) => without(moveRow(ids, columns, row)))
    const after = (await rowsOf(name, to)).map(without)
    expect(before.length, `${name} has rows, or this shows nothing`).toBeGreaterThan(0)
    expect(inOrder(after), name).toEqual(inOrder(before))
  }
}

async function movedIds(run: OrganisationRun, from: string, keepsIds: boolean): Promise<MovedIds> {
  const emails = `select m.person_id as id, case p.kind when 'service' then p.name else p.email::text end as key
    from membership m join person p on p.id = m.person_id where m.organisation_id = $1`
  const before = await superuser.query<{ id: string; key: string }>(emails, [from])
  const after = await superuser.query<{ id: string; key: string }>(emails, [run.organisationId])
  const idOf = new Map(after.rows.map(({ id, key }) => [key, id]))
  const people = new Map(before.rows.map(({ id, key }) => [id, idOf.get(key) ?? '']))
  return { runId: run.id, keepsIds, organisation: { from, to: run.organisationId }, people }
}

/** All tables with rows of organisations, from the catalogue. */
async function countsOf(organisationId: string): Promise<Record<string, number>> {
  const { rows: tables } = await superuser.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await superuser.query(`select count(*)::int as count from "${name}" where organisation_id = $1`, [
      organisationId,
    ])
    if (rows[0].count > 0) counts[name] = rows[0].count
  }
  return counts
}

/** Of what stays as it is while nobody changes anything: work that waits comes and goes. */
async function keptOf(organisationId: string): Promise<Record<string, number>> {
  const kept = new Set(copiedTables.filter(({ isForReading }) => !isForReading).map(({ name }) => name))
  return Object.fromEntries(Object.entries(await countsOf(organisationId)).filter(([name]) => kept.has(name)))
}

test('every table of organisations is exported, or it is said why not, and every one can be purged', async () => {
  const { rows } = await superuser.query<{ name: string; purgeable: boolean }>(`
    select c.relname as name, exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'purge')
      and has_table_privilege('throughline_gatekeeper', c.oid, 'delete') as purgeable
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
  const known = [...copiedTables.map(({ name }) => name), ...peopleTables, ...Object.keys(leftOutTables)]
  expect(known.filter((name) => name !== 'person').toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
  expect(rows.filter(({ purgeable }) => !purgeable)).toEqual([])
})

describe('an organisation that is exported', () => {
  let world: World
  let file: Buffer
  beforeAll(async () => {
    world = await createWorld()
    file = await exportOf(world)
  }, 180_000)

  test('holds no secrets', async () => {
    const text = await unpacked(file)
    const { rows } = await superuser.query<{ secret: string }>(
      `select secret from webhook where organisation_id = $1
       union all select encode(secret_hash, 'hex') from api_token where organisation_id = $1
       union all select password_hash from person p join membership m on m.person_id = p.id
         where m.organisation_id = $1 and password_hash is not null`,
      [world.organisation.id],
    )
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.filter(({ secret }) => text.includes(secret))).toEqual([])
    expect(text).toContain(world.owner.email)
    expect(text).toContain('Crane')
  })

  test('comes in beside itself with ids of its own, and is the same', async () => {
    const run = await ended(operator, operated.id, await upload(file))
    expect(run).toMatchObject({ kind: 'import', state: 'completed', error: null })
    expect(run.organisationId).not.toBe(world.organisation.id)
    await expectSame(world.organisation.id, run.organisationId, await movedIds(run, world.organisation.id, false))

    // Its owner is in both; and what is computed there anew is what it was.
    const client = await signIn(world.owner)
    await client.call('switchOrganisation', { body: { organisationId: run.organisationId } })
    const ids = await movedIds(run, world.organisation.id, false)
    const projectId = moveId(ids, world.projectId)
    const datesOf = (tasks: readonly { name: string; earlyStart: unknown; earlyFinish: unknown }[]) =>
      tasks.map(({ name, earlyStart, earlyFinish }) => [name, earlyStart, earlyFinish]).toSorted()
    const before = await world.client.call('getPlan', { params: { projectId: world.projectId } })
    const [task] = (await client.call('listTasks', { params: { projectId } })).items
    if (!task) throw new Error('the imported project has no tasks')
    const change = { params: { projectId, taskId: task.id } }
    await client.call('patchTask', { ...change, body: { durationMinutes: task.durationMinutes + 480 } })
    await computedPlan(client, projectId)
    await client.call('patchTask', { ...change, body: { durationMinutes: task.durationMinutes } })
    const after = await computedPlan(client, projectId)
    expect(datesOf(after.tasks)).toEqual(datesOf(before.tasks))
    expect(before.tasks.every(({ earlyStart }) => earlyStart !== null)).toBe(true)
  })

  test('comes in whole when the worker dies in the middle', async () => {
    await superuser.query('begin')
    await superuser.query('lock table link in exclusive mode')
    const asked = await upload(file)
    try {
      const params = { organisationId: operated.id, runId: asked.id }
      await until(async () => (await operator.call('getOrganisationRun', { params })).rowsDone > 5, {
        ...{ what: 'an import that is half done', withinMs: 30_000 },
      })
      await worker.kill()
    } finally {
      await superuser.query('rollback')
    }
    worker = await services.startWorker(settings.worker)
    const run = await ended(operator, operated.id, asked)
    expect(run).toMatchObject({ state: 'completed', error: null })
    await expectSame(world.organisation.id, run.organisationId, await movedIds(run, world.organisation.id, false))
  })

  describe('is refused when the file', () => {
    const cases: readonly [string, () => Promise<Buffer>, RegExp][] = [
      ['is cut', async () => file.subarray(0, file.length - 400), /no whole zip file/],
      ['was changed', async () => changed(file), /damaged|no whole zip file|no row|more than it should/],
      ['has another content than it says', async () => otherwise(), /checksum/],
      ['has names that lead out of it', async () => evil(), /no whole zip file/],
      ['is of an unknown version', async () => repacked({ version: 9 }), /version 9/],
      ['unpacks to far more than it is', async () => bomb(), /more than it should/],
      ['has a table that is not known', async () => repacked({ tables: [unknownTable()] }), /another version/],
    ]
    test.each(cases)('%s', async (_, make, message) => {
      const before = await operator.call('listOrganisations')
      const run = await ended(operator, operated.id, await upload(await make()))
      expect(run.state).toBe('failed')
      expect(run.error).toMatch(message)
      expect((await operator.call('listOrganisations')).items.length).toBe(before.items.length)
    })

    test('is no zip at all', async () => {
      await expect(upload(Buffer.from('Name,Duration\n'))).rejects.toMatchObject({ status: 415 })
    })
  })

  test('is deleted without a trace, with others untouched, and comes back from its file with the ids that it had', async () => {
    const bystander = await createWorld()
    const untouched = await keptOf(bystander.organisation.id)
    const organisationId = world.organisation.id
    const life = await operator.call('getOrganisationLife', { params: { organisationId } })
    const owner = await signIn(world.owner)
    const ask = (name: string, password: string) =>
      owner.call('deleteOrganisation', { params: { organisationId }, body: { name, password } })
    await expect(ask(life.name, 'wrong password')).rejects.toMatchObject({ status: 422 })
    await expect(ask('Another name', world.owner.password)).rejects.toMatchObject({ status: 422 })
    await expect(
      world.client.call('deleteOrganisation', {
        params: { organisationId },
        body: { name: life.name, password: world.owner.password },
      }),
    ).rejects.toMatchObject({ status: 403 })
    await ask(life.name, world.owner.password)
    await expect(owner.call('listProjects')).rejects.toMatchObject({ status: 403 })
    await until(async () => sink.mails.some((mail) => JSON.stringify(mail).includes('To be deleted')), {
      what: 'a mail to the owners',
      withinMs: 60_000,
    })

    // It is called off, and asked for again.
    const off = await owner.call('cancelOrganisationDeletion', { params: { organisationId } })
    expect(off.state).toBe('active')
    expect((await owner.call('listProjects')).items.length).toBeGreaterThan(0)
    const run = await ask(life.name, world.owner.password)
    const again = await exportOf(world)
    expect(storage.keys().filter((key) => key.includes(organisationId)).length).toBeGreaterThan(0)
    // Time passes: a day is left, and then none.
    const wake = (left: string) =>
      superuser.query(
        `with set_back as (update organisation_run set created_at = now() - interval '30 days' where id = $2),
           nearer as (update organisation set deletion_at = now() + $3::interval where id = $1)
         insert into work_request (id, organisation_id, kind, subject_id)
         values (gen_random_uuid(), $1, 'organisationDelete', $2)`,
        [organisationId, run.id, left],
      )
    await wake('1 day')
    await until(() => sink.mails.some(({ source }) => source.includes('Soon to be deleted')), {
      ...{ what: 'a mail that reminds the owners', withinMs: 60_000 },
    })
    await wake('0 days')
    const gone = await untilValue(
      async () => (await operator.call('listOrganisations')).deleted.find(({ id }) => id === organisationId),
      (found) => found?.endedAt != null,
      { what: 'an organisation that is gone', withinMs: 90_000 },
    )
    expect(gone?.counts).toMatchObject({ task: expect.any(Number), audit_event: expect.any(Number) })
    expect(await countsOf(organisationId)).toEqual({})
    expect(storage.keys().filter((key) => key.includes(organisationId))).toEqual([])
    expect(await keptOf(bystander.organisation.id)).toEqual(untouched)
    const people = await superuser.query('select 1 from person where email = $1', [world.owner.email])
    // The owner is still in what was imported from it before.
    expect(people.rowCount).toBe(1)

    const back = await ended(operator, operated.id, await upload(again))
    expect(back).toMatchObject({ state: 'completed', organisationId })
  })
})

test('an organisation is made with an invitation to its owner, suspended and resumed', async () => {
  const ownerEmail = `owner-${crypto.randomUUID()}@example.com`
  const asked = await operator.call('createOrganisation', { body: { name: 'Made anew', ownerEmail } })
  const run = await ended(operator, operated.id, asked)
  expect(run).toMatchObject({ kind: 'create', state: 'completed' })
  const mail = await untilValue(
    async () => sink.mails.map((each) => JSON.stringify(each)).find((each) => each.includes(ownerEmail)),
    (found) => found !== undefined,
    { what: 'an invitation', withinMs: 60_000 },
  )
  const secret = /invitation#([\w-]{43})/.exec(mail ?? '')?.[1] ?? ''
  const stranger = createClient({ baseUrl: api.url })
  const password = 'correct horse battery staple'
  await stranger.call('acceptInvitation', { body: { secret, name: 'Olga', password } })
  const owner = await signIn({ email: ownerEmail, password })
  const { organisationId } = run
  expect(await owner.call('getOrganisationLife', { params: { organisationId } })).toMatchObject({ state: 'active' })
  const token = await owner.call('createToken', { body: { name: 'robot' } })
  const robot = createClient({ baseUrl: api.url, token: token.secret })
  await robot.call('createProject', { body: { name: 'Before' } })

  const socket = io(api.url, { auth: { token: token.secret }, transports: ['websocket'], reconnection: false })
  await until(() => socket.connected, { what: 'a socket' })
  await operator.call('suspendOrganisation', { params: { organisationId } })
  await until(() => !socket.connected, { what: 'a socket that is cut' })
  await superuser.query(
    "insert into work_request (id, organisation_id, kind, subject_id) values (gen_random_uuid(), $1, 'seed', $1)",
    [organisationId],
  )
  for (const client of [owner, robot]) {
    const refused = await client.call('listProjects').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RequestError)
    expect((refused as RequestError).problem.type).toBe('/problems/organisation-suspended')
    await expect(client.call('createProject', { body: { name: 'Meanwhile' } })).rejects.toMatchObject({ status: 403 })
  }
  expect((await owner.call('getSession')).person.email).toBe(ownerEmail)
  await expect(owner.call('resumeOrganisation', { params: { organisationId } })).rejects.toMatchObject({ status: 403 })
  await expect(operator.call('suspendOrganisation', { params: { organisationId } })).rejects.toMatchObject({
    status: 409,
  })

  // Work that others asked for later is done; that of this one rests.
  const body = { name: 'Another', ownerEmail: `other-${crypto.randomUUID()}@example.com` }
  await ended(operator, operated.id, await operator.call('createOrganisation', { body }))
  const resting = async () => {
    const { rowCount } = await superuser.query(
      "select 1 from work_request where organisation_id = $1 and kind = 'seed' and attempts = 0",
      [organisationId],
    )
    return rowCount === 1
  }
  expect(await resting()).toBe(true)
  await operator.call('resumeOrganisation', { params: { organisationId } })
  await until(async () => !(await resting()), { what: 'work that goes on' })
  expect((await robot.call('listProjects')).items.map(({ name }) => name)).toContain('Before')
  const { runs } = await owner.call('getOrganisationLife', { params: { organisationId } })
  expect(runs.map(({ kind, state }) => [kind, state])).toEqual([
    ['resume', 'completed'],
    ['suspend', 'completed'],
  ])
})

async function signIn({ email, password }: { email: string; password: string }): Promise<Client> {
  const response = await fetch(`${api.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: api.url },
    body: JSON.stringify({ email, password }),
  })
  expect(response.status).toBeLessThan(300)
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const asPage: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie, origin: api.url } })
  return createClient({ baseUrl: api.url, fetch: asPage })
}

async function withFile<Result>(bytes: Buffer, act: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-test-'))
  try {
    const path = join(folder, 'file.zip')
    await writeFile(path, bytes)
    return await act(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const unpacked = (bytes: Buffer): Promise<string> =>
  withFile(bytes, async (path) => {
    const archive = await openArchive(path)
    const lines: string[] = []
    for (const { table } of archive.manifest.tables)
      for await (const row of archive.rows(table)) lines.push(JSON.stringify(row))
    archive.close()
    return lines.join('\n')
  })
