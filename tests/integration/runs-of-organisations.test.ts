import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@throughline/client'
import type { AnyRun } from '@throughline/contract'
import pg from 'pg'
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
import { type ApiProcess, clientOf, type ServiceProcess, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let api: ApiProcess
let worker: ServiceProcess
let organisation: TestOrganisation
let owner: TestPerson
let client: Client
let operated: TestOrganisation
let operator: Client

beforeAll(async () => {
  ;[api, worker] = await Promise.all([services.startApi(), services.startWorker(), superuser.connect()])
  organisation = await createOrganisation(database)
  owner = await organisation.addPerson('owner')
  client = clientOf(api.url, owner)
  const { project } = await createSmallPlan(client)
  await computedPlan(client, project.id)
  operated = await createOrganisation(database)
  await superuser.query('update person set is_operator = true where id = $1', [operated.admin.personId])
  operator = clientOf(api.url, operated.admin)
})
afterAll(async () => {
  await services.stop()
  await superuser.end()
  await database.close()
})

const watch = (runId: string, by = client) => by.call('watchRun', { params: { runId }, query: {} })
const untilEnd = (runId: string, by = client) =>
  untilValue(
    () => watch(runId, by),
    ({ endedAt }) => endedAt !== null,
    { what: 'a run that has ended', withinMs: 60_000 },
  )
const listed = async (by: Client, kind?: AnyRun['kind']) =>
  (await by.call('listAllRuns', { query: kind ? { kind } : {} })).items
const refused = (status: number) => expect.objectContaining({ status })

const startExport = async () =>
  (await client.call('exportOrganisation', { params: { organisationId: organisation.id } })).id

/** Whoever reads or writes the table waits meanwhile, and the work with it. */
async function whileLocked<Result>(table: string, act: () => Promise<Result>): Promise<Result> {
  await superuser.query('begin')
  await superuser.query(`lock table ${table} in access exclusive mode`)
  try {
    return await act()
  } finally {
    await superuser.query('rollback')
  }
}

/** Transactions that rest and read the database as it was at one moment: they keep it from cleaning up. */
const openSnapshots = async (): Promise<number> => {
  const { rows } = await superuser.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where usename = 'throughline_app' and state like 'idle in transaction%' and backend_xmin is not null`,
  )
  return rows[0]?.count ?? 0
}

/** Ids of the projects in the file of an export. */
async function exportedIds(runId: string): Promise<string[]> {
  const params = { organisationId: organisation.id, runId }
  const response = await client.download('downloadOrganisationExport', { params })
  const folder = await mkdtemp(join(tmpdir(), 'throughline-export-'))
  try {
    const path = join(folder, 'export.zip')
    await writeFile(path, Buffer.from(await response.arrayBuffer()))
    const archive = await openArchive(path)
    const ids: string[] = []
    for await (const { id } of archive.rows('project')) ids.push(String(id))
    archive.close()
    return ids
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const storedPieces = async (runId: string): Promise<number> => {
  const { rows } = await superuser.query<{ count: number }>(
    'select count(*)::int as count from organisation_file where run_id = $1',
    [runId],
  )
  return rows[0]?.count ?? 0
}

describe('an export', () => {
  test('is a run that owners see, as it goes on; for others it is not there', async () => {
    const id = await startExport()
    let run = await watch(id)
    expect(run).toMatchObject({ kind: 'organisation-export', projectId: null, startedBy: { name: owner.name } })
    expect(run.temporalUrl).toContain(encodeURIComponent(`organisation/${id}`))
    // Each change is waited for, by the revision before it.
    while (run.endedAt === null) {
      const next = await client.call('watchRun', { params: { runId: id }, query: { wait: 30, since: run.revision } })
      expect(next.revision).toBeGreaterThan(run.revision)
      run = next
    }
    expect(run).toMatchObject({ state: 'completed', acts: [], error: null })
    expect(run.done).toBeGreaterThan(0)
    expect(run.done).toBe(run.total)
    expect((await listed(client, 'organisation-export')).map((each) => each.id)).toContain(id)
    for (const person of [organisation.admin, await organisation.addPerson()]) {
      const other = clientOf(api.url, person)
      await expect(watch(id, other)).rejects.toEqual(refused(404))
      await expect(other.call('cancelRun', { params: { runId: id }, body: {} })).rejects.toEqual(refused(404))
      expect(await listed(other, 'organisation-export')).toEqual([])
    }
    await expect(watch(id, clientOf(api.url, operated.admin))).rejects.toEqual(refused(404))
    for (const act of ['pauseRun', 'resumeRun'] as const)
      await expect(client.call(act, { params: { runId: id } })).rejects.toEqual(refused(409))
  })

  test('is paused under way, keeps neither a file nor a snapshot, and is of the moment at which it goes on', async () => {
    const other = clientOf(api.url, organisation.admin)
    const id = await whileLocked('link', async () => {
      const started = await startExport()
      await until(async () => (await watch(started)).state === 'running', { what: 'an export that is under way' })
      await expect(other.call('pauseRun', { params: { runId: started } })).rejects.toEqual(refused(404))
      const asked = await client.call('pauseRun', { params: { runId: started } })
      expect(asked).toMatchObject({ state: 'running', pauseRequested: true, acts: ['resume', 'cancel'] })
      return started
    })
    await until(async () => (await watch(id)).state === 'paused', { what: 'an export that is paused' })
    expect(await watch(id)).toMatchObject({ done: 0, acts: ['resume', 'cancel'] })
    expect(await storedPieces(id)).toBe(0)
    await until(async () => (await openSnapshots()) === 0, { what: 'no snapshot that is held' })

    // What stops in the middle ends its attempt, and nothing else. Its worker dies, and it stays as it is; what is written meanwhile will be in it.
    expect(worker.hasEnded).toBe(false)
    await worker.kill()
    const { project } = await createSmallPlan(client)
    worker = await services.startWorker()
    await computedPlan(client, project.id)
    expect((await watch(id)).state).toBe('paused')
    await expect(startExport()).rejects.toEqual(refused(409))
    const resumed = await client.call('resumeRun', { params: { runId: id } })
    expect(resumed).toMatchObject({ state: 'waiting', pauseRequested: false, acts: ['pause', 'cancel'] })
    expect(await untilEnd(id)).toMatchObject({ state: 'completed', pauseRequested: false })
    expect(await exportedIds(id)).toContain(project.id)
    const audited = await other.call('listAuditEvents', { query: { entity: 'organisation_run', entityId: id } })
    const acts = audited.items.map(({ act }) => act).filter((act) => act !== 'background')
    expect(acts).toEqual(['resumeRun', 'pauseRun', 'exportOrganisation'])
  })

  test('is cancelled while it is paused', async () => {
    const id = await whileLocked('link', async () => {
      const started = await startExport()
      await client.call('pauseRun', { params: { runId: started } })
      return started
    })
    await until(async () => (await watch(id)).state === 'paused', { what: 'an export that is paused' })
    await client.call('cancelRun', { params: { runId: id }, body: {} })
    expect(await untilEnd(id)).toMatchObject({ state: 'cancelled', acts: ['retry'] })
  })

  test('is cancelled under way without leaving a file, and made again', async () => {
    const id = await whileLocked('link', async () => {
      const started = await startExport()
      await until(async () => (await watch(started)).state === 'running', { what: 'an export that is under way' })
      const asked = await client.call('cancelRun', { params: { runId: started }, body: {} })
      expect(asked).toMatchObject({ state: 'running', cancelRequested: true, acts: [] })
      return started
    })
    expect(await untilEnd(id)).toMatchObject({ state: 'cancelled', error: null, acts: ['retry'] })
    await until(async () => (await storedPieces(id)) === 0, { what: 'a file that is taken away' })
    const again = await client.call('retryRun', { params: { runId: id } })
    expect(again.id).not.toBe(id)
    expect((await untilEnd(again.id)).state).toBe('completed')
    expect(await storedPieces(again.id)).toBeGreaterThan(0)
  })

  test('tells the audit trail who asked, that it began and ended, and none of its steps', async () => {
    const cancelled = (await listed(client, 'organisation-export')).find(({ state }) => state === 'cancelled')
    const { items } = await clientOf(api.url, organisation.admin).call('listAuditEvents', {
      query: { entity: 'organisation_run', entityId: cancelled?.id ?? '' },
    })
    expect(items.map(({ act }) => act)).toEqual(['background', 'cancelRun', 'background', 'exportOrganisation'])
  })
})

describe('an import and a creation', () => {
  test('are of the operator, who cancels an import, whose worker died half way, so that nothing of it stays', async () => {
    const organisationId = organisation.id
    const [done] = (await listed(client, 'organisation-export')).filter(({ state }) => state === 'completed')
    const response = await client.download('downloadOrganisationExport', {
      params: { organisationId, runId: done?.id ?? '' },
    })
    const file = new Blob([new Uint8Array(await response.arrayBuffer())])
    const before = await operator.call('listOrganisations')
    const { id } = await whileLocked('task', async () => {
      const asked = await operator.call('importOrganisation', { body: file })
      await until(async () => (await watch(asked.id, operator)).done > 0, { what: 'an import that is half done' })
      await worker.kill()
      return asked
    })
    expect((await operator.call('listOrganisations')).items.length).toBe(before.items.length + 1)
    const asked = await operator.call('cancelRun', { params: { runId: id }, body: {} })
    expect(asked).toMatchObject({ kind: 'organisation-import', state: 'running', cancelRequested: true, acts: [] })
    worker = await services.startWorker()
    expect(await untilEnd(id, operator)).toMatchObject({ state: 'cancelled', acts: [] })
    await until(async () => (await operator.call('listOrganisations')).items.length === before.items.length, {
      what: 'an organisation that is gone again',
      withinMs: 30_000,
    })
    const body = { name: 'Made anew', ownerEmail: `owner-${crypto.randomUUID()}@example.com` }
    const made = await operator.call('createOrganisation', { body })
    expect(await untilEnd(made.id, operator)).toMatchObject({ kind: 'organisation-create', state: 'completed' })

    // Who owns the organisation in which the operator asked sees it, and changes nothing.
    const ofOwner = clientOf(api.url, await operated.addPerson('owner'))
    expect((await watch(id, ofOwner)).acts).toEqual([])
    expect(await listed(clientOf(api.url, await operated.addPerson()), 'organisation-import')).toEqual([])
  })
})

describe('an import of an organisation', () => {
  test('is paused at a batch, outlasts its worker, and goes on behind what it has written', async () => {
    const [done] = (await listed(client, 'organisation-export')).filter(({ state }) => state === 'completed')
    const params = { organisationId: organisation.id, runId: done?.id ?? '' }
    const file = await (await client.download('downloadOrganisationExport', { params })).arrayBuffer()
    const id = await whileLocked('task', async () => {
      const asked = await operator.call('importOrganisation', { body: new Blob([new Uint8Array(file)]) })
      await until(async () => (await watch(asked.id, operator)).done > 0, { what: 'an import that is half done' })
      const paused = await operator.call('pauseRun', { params: { runId: asked.id } })
      expect(paused).toMatchObject({ pauseRequested: true, acts: ['resume', 'cancel'] })
      return asked.id
    })
    await until(async () => (await watch(id, operator)).state === 'paused', { what: 'an import that is paused' })
    const rested = await watch(id, operator)
    expect(rested.done).toBeGreaterThan(0)
    await worker.kill()
    worker = await services.startWorker()
    // Its file is kept, however long it rests.
    await superuser.query("update organisation_run set file_expires_at = now() - interval '1 hour' where id = $1", [id])
    await superuser.query('select purge_organisation_files()')
    expect(await storedPieces(id)).toBeGreaterThan(0)
    expect(await watch(id, operator)).toMatchObject({ state: 'paused', done: rested.done })
    await operator.call('resumeRun', { params: { runId: id } })
    const ended = await untilEnd(id, operator)
    expect(ended).toMatchObject({ state: 'completed', error: null })
    const { rows } = await superuser.query(
      `select (select count(*)::int from task where organisation_id = $1) as before,
         (select count(*)::int from task t join organisation_run r on r.subject_id = t.organisation_id where r.id = $2) as after`,
      [organisation.id, id],
    )
    expect(rows[0].after).toBe(rows[0].before)
  })
})

describe('a deletion that waits', () => {
  test('is all that is left to see of the runs of the organisation, and is called off as a run', async () => {
    const organisationId = organisation.id
    const session = await signIn(owner)
    const { name } = await session.call('getOrganisationLife', { params: { organisationId } })
    const { password } = owner
    const { id } = await session.call('deleteOrganisation', { params: { organisationId }, body: { name, password } })
    const kinds = new Set((await listed(client)).map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual(['organisation-delete', 'organisation-export'])
    expect(await watch(id)).toMatchObject({ kind: 'organisation-delete', acts: ['cancel'] })
    const admin = clientOf(api.url, organisation.admin)
    await expect(listed(admin)).rejects.toEqual(refused(403))
    await expect(watch(id, admin)).rejects.toEqual(refused(403))
    await expect(client.call('startRun', { body: { kind: 'seed' } })).rejects.toEqual(refused(403))

    const off = await client.call('cancelRun', { params: { runId: id }, body: {} })
    expect(off).toMatchObject({ state: 'cancelled', acts: [] })
    expect((await session.call('getOrganisationLife', { params: { organisationId } })).state).toBe('active')
    expect(new Set((await listed(client)).map(({ kind }) => kind))).toContain('recompute')
  })
})

test('who is in a project by a team has its recomputes in the list', async () => {
  const person = await organisation.addPerson()
  const admin = clientOf(api.url, organisation.admin)
  const [recompute] = await listed(admin, 'recompute')
  const team = await admin.call('createTeam', { body: { name: 'Diggers' } })
  await admin.call('putTeamMember', { params: { teamId: team.id, personId: person.personId } })
  const projectId = recompute?.projectId ?? ''
  await admin.call('putProjectTeam', { params: { projectId, teamId: team.id }, body: { role: 'viewer' } })
  expect((await listed(clientOf(api.url, person))).map(({ id }) => id)).toContain(recompute?.id)
})

async function signIn({ email, password }: TestPerson): Promise<Client> {
  const response = await fetch(`${api.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: api.url },
    body: JSON.stringify({ email, password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const asPage: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie, origin: api.url } })
  return createClient({ baseUrl: api.url, fetch: asPage })
}
