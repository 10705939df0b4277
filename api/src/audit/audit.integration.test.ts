import type { AuditEvent } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { type AuditVerdict, verifyAudit } from '@throughline/domain'
import { openTestDatabase, type TestPerson, testStack, until } from '@throughline/tests'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

const database = openTestDatabase()
let fixture: Fixture
let api: TestApi
let owner: TestPerson
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  owner = await fixture.organisation.addPerson('owner')
})
afterAll(async () => {
  await fixture.close()
  await database.close()
})

async function trail(query = ''): Promise<AuditEvent[]> {
  const { status, body } = await api.request('GET', `/audit?limit=500${query}`, { as: fixture.organisation.admin })
  expect(status).toBe(200)
  return body.items
}

async function newest(query: string): Promise<AuditEvent> {
  const [event] = await trail(query)
  if (!event) throw new Error(`the trail has nothing for ${query}`)
  return event
}

describe('the trail', () => {
  it('says who changed what from where, before and after', async () => {
    const { personId } = await fixture.organisation.addPerson()
    const headers = { 'user-agent': 'a robot of ours' }
    const path = `/people/${personId}`
    expect((await api.request('PATCH', path, { as: owner, headers, body: { role: 'admin' } })).status).toBe(200)
    const event = await newest(`&entityId=${personId}&change=changed`)
    expect(event).toMatchObject({
      act: 'patchPerson',
      entity: 'membership',
      person: { id: owner.personId, name: owner.name },
      credential: { kind: 'token' },
      agent: 'a robot of ours',
      before: { role: 'member' },
      after: { role: 'admin' },
    })
    expect(event.address).toMatch(/127\.0\.0\.1/)
    expect(event.requestId).toMatch(/^[\w-]{8,}$/)
  })

  it('names secrets without telling them', async () => {
    const made = await api.request('POST', '/tokens', { as: owner, body: { name: 'robot' } })
    const event = await newest(`&entityId=${made.body.id}`)
    expect(event).toMatchObject({ act: 'createToken', change: 'created', after: { name: 'robot', scope: 'admin' } })
    expect(JSON.stringify(event)).not.toMatch(/secret|hash_/)
  })

  it('has sign-ins, those that were refused, and what ends a session', async () => {
    const { email, password, personId } = await fixture.organisation.addPerson()
    await api.request('POST', '/session', { body: { email, password: 'not the password' } })
    expect(await newest('&change=refused')).toMatchObject({
      act: 'signIn',
      entity: 'session',
      person: { id: personId },
    })
    const signedIn = await api.request('POST', '/session', { body: { email, password } })
    expect(await newest(`&personId=${personId}&change=created&entity=session`)).toMatchObject({ act: 'signIn' })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    await api.request('DELETE', '/session', { headers: { cookie, origin: api.url } })
    expect(await newest(`&personId=${personId}&change=changed&entity=session`)).toMatchObject({
      act: 'signOut',
      before: { revoked_at: null },
    })
  })

  it('has every change of a plan, with what it comes to', async () => {
    const { body: project } = await api.request('POST', '/projects', { as: owner, body: { name: 'Harbour' } })
    const task = { as: owner, body: { name: 'Dig' } }
    const { body } = await api.request('POST', `/projects/${project.id}/tasks`, task)
    expect(await newest(`&entityId=${body.changeSet.id}`)).toMatchObject({
      act: 'createTask',
      entity: 'change_set',
      person: { id: owner.personId },
      after: { projectId: project.id, revision: 2, kind: 'edit', content: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    await api.request('DELETE', `/projects/${project.id}`, { as: owner })
    expect(await newest(`&entityId=${project.id}`)).toMatchObject({ change: 'deleted', before: { name: 'Harbour' } })
  })

  it('has nothing of what was refused or rolled back', async () => {
    const { personId } = await fixture.organisation.addPerson()
    const outsider = await fixture.organisation.addPerson()
    const before = await trail(`&entityId=${personId}`)
    const answer = await api.request('PATCH', `/people/${personId}`, { as: outsider, body: { isDisabled: true } })
    expect(answer.status).toBe(403)
    expect(await trail(`&entityId=${personId}`)).toEqual(before)
  })

  it('comes in pages without a gap, and as a file', async () => {
    const all = await trail()
    const paged: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const path = `/audit?limit=3${after ? `&after=${after}` : ''}`
      const { body } = await api.request('GET', path, { as: fixture.organisation.admin })
      paged.push(...body.items.map(({ id }: AuditEvent) => id))
      after = body.next
    }
    expect(paged).toEqual(all.map(({ id }) => id))
    const headers = { authorization: `Bearer ${fixture.organisation.admin.token}` }
    const file = await fetch(`${api.url}/api/v1/export?table=audit&format=csv`, { headers })
    const lines = (await file.text()).trim().split('\n')
    expect(lines.length).toBeGreaterThan(all.length)
    expect(lines.join('\n')).toContain('patchPerson')
  })
})

it('cannot be written, changed or deleted by the role that serves requests', async () => {
  const { id: organisationId } = fixture.organisation
  for (const text of [
    `insert into audit_event (organisation_id, act, entity, change) values ('${organisationId}', 'a', 'b', 'created')`,
    "update audit_event set act = 'another'",
    'delete from audit_event',
    "select audit(current_organisation(), 'a', 'b', 'created', null, null, null)",
    'update audit_head set sequence = 1',
  ]) {
    const act = withTransaction(database, { organisationId }, (transaction) =>
      sql`${sql.raw(text)}`.execute(transaction),
    )
    await expect(act, text).rejects.toMatchObject({ code: '42501' })
  }
})

async function verdict(): Promise<AuditVerdict> {
  for await (const found of verifyAudit(database)) if (found.organisationId === fixture.organisation.id) return found
  throw new Error('the organisation has no chain')
}

async function asSuperuser(text: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: testStack().superuserUrl })
  await client.connect()
  try {
    await client.query(text, values)
  } finally {
    await client.end()
  }
}

describe('the chain', () => {
  it('is sealed by itself within seconds, and holds', async () => {
    await until(async () => (await verdict()).unsealed === 0, { what: 'a sealed trail', withinMs: 10_000 })
    const { sealed, problems, hash } = await verdict()
    expect(problems).toEqual([])
    expect(sealed).toBe((await trail()).length)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('shows what was changed, and what was taken away', async () => {
    const id = fixture.organisation.id
    const row = 'organisation_id = $1 and sequence = 3'
    await asSuperuser(`update audit_event set address = '10.0.0.1' || coalesce(address, '') where ${row}`, [id])
    expect((await verdict()).problems).toEqual(['row 3 is not what was sealed'])
    await asSuperuser(`update audit_event set address = nullif(substr(address, 9), '') where ${row}`, [id])
    expect((await verdict()).problems).toEqual([])
    await asSuperuser(`delete from audit_event where organisation_id = $1 and sequence = 2`, [id])
    expect((await verdict()).problems).toEqual(['rows 2 to 2 are missing', 'row 3 is not what was sealed'])
    const { sealed } = await verdict()
    await asSuperuser('delete from audit_event where organisation_id = $1 and sequence = $2', [id, sealed])
    expect((await verdict()).problems.at(-1)).toBe(`rows ${sealed} to ${sealed} are missing at the end`)
  })
})
