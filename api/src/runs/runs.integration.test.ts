import { randomUUID } from 'node:crypto'
import type { AnyRun } from '@throughline/contract'
import type { TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addMember, asSuperuser, createProject, eventually } from '../testing/live.ts'

let fixture: Fixture
let api: TestApi
let admin: TestPerson
let projectId: string
beforeAll(async () => {
  fixture = await createFixture()
  // One connection to the database: what held it while it waits would keep everything else waiting.
  api = await fixture.start({
    dispatch: false,
    settings: (given) => ({ ...given, database: { ...given.database, poolSize: 1 } }),
  })
  admin = fixture.organisation.admin
  projectId = await createProject(api, admin)
})
afterAll(() => fixture.close())

/** A recompute that is under way, as a worker that is elsewhere would have it. */
async function insertRun(): Promise<string> {
  const id = randomUUID()
  await asSuperuser(
    `insert into recompute_run (id, organisation_id, project_id, state, input_revision, workflow_id,
       workflow_run_id, activity_id) values ($1, $2, $3, 'running', 1, 'recompute', 'run', '1')`,
    [id, fixture.organisation.id, projectId],
  )
  return id
}
const progress = (id: string, taskCount: number) =>
  asSuperuser('update recompute_run set task_count = $2 where id = $1', [id, taskCount])
const end = (id: string) =>
  asSuperuser("update recompute_run set state = 'completed', ended_at = now() where id = $1", [id])

const watch = (id: string, query = '', headers: Record<string, string> = {}, at = api) =>
  at.request('GET', `/runs/${id}${query}`, { as: admin, headers })

describe('a long poll', () => {
  test('is answered when the run has changed, and holds no connection meanwhile', async () => {
    const id = await insertRun()
    const polls = Array.from({ length: 5 }, () => watch(id, '?wait=20'))
    await eventually(async () => expect((await watch(id)).status).toBe(200))
    const begin = performance.now()
    await progress(id, 7)
    const answers = await Promise.all(polls)
    expect(performance.now() - begin).toBeLessThan(3_000)
    for (const { status, body } of answers) expect([status, body.total, body.revision]).toEqual([200, 7, 2])
  })

  test('goes by the revision that the caller has, in the address or as an ETag', async () => {
    const id = await insertRun()
    const { headers, body } = await watch(id)
    expect(headers.get('etag')).toBe(`"${body.revision}"`)
    await progress(id, 7)
    expect((await watch(id, `?wait=20&since=${body.revision}`)).body.total).toBe(7)
    expect((await watch(id, '?wait=20', { 'If-None-Match': `"${body.revision}"` })).body.total).toBe(7)
    const same = await watch(id, '?wait=1', { 'If-None-Match': '"2"' })
    expect([same.status, same.body]).toEqual([304, undefined])
    await end(id)
    expect((await watch(id, '?wait=20&since=3')).body.state).toBe('completed')
    expect((await watch(id, '?wait=31')).status).toBe(400)
  })

  test('is ended by the end of a token, and by that of a membership', async () => {
    const id = await insertRun()
    const person = await fixture.organisation.addPerson()
    await addMember(api, admin, projectId, person, 'viewer')
    const ask = () => api.request('GET', `/runs/${id}?wait=20`, { as: person })
    const removed = ask()
    await eventually(async () => expect((await watch(id)).status).toBe(200))
    await api.request('DELETE', `/projects/${projectId}/members/${person.personId}`, { as: admin })
    expect((await removed).status).toBe(404)
    await addMember(api, admin, projectId, person, 'viewer')
    const revoked = ask()
    await eventually(async () => expect((await watch(id)).status).toBe(200))
    await asSuperuser('update api_token set revoked_at = now() where person_id = $1', [person.personId])
    const begin = performance.now()
    expect((await revoked).status).toBe(401)
    expect(performance.now() - begin).toBeLessThan(2_000)
  })
})

interface Told {
  type: string
  id: string | undefined
  data: AnyRun
}

/** Reads server-sent events as they come; `ended` settles with the connection. */
async function follow(id: string, as: TestPerson, at = api, more: Record<string, string> = {}) {
  const response = await fetch(`${at.url}/api/v1/runs/${id}/events`, {
    headers: { authorization: `Bearer ${as.token}`, ...more },
  })
  const events: Told[] = []
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true })
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const each of whole.filter((one) => !one.startsWith(':'))) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(each)?.[1]
        events.push({ type: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? 'null') })
      }
    }
  }
  return { response, events, ended: read() }
}

describe('a stream of events', () => {
  test('tells a run as it changes, and ends with it', async () => {
    const id = await insertRun()
    const { response, events, ended } = await follow(id, admin)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    await eventually(() => expect(events).toHaveLength(1))
    await progress(id, 3)
    await eventually(() => expect(events).toHaveLength(2))
    const again = await follow(id, admin, api, { 'Last-Event-ID': '2' })
    await end(id)
    await Promise.all([ended, again.ended])
    expect(again.events.map((event) => event.id)).toEqual(['3'])
    expect(events.map((event) => [event.type, event.id, event.data.state, event.data.total])).toEqual([
      ['run', '1', 'running', null],
      ['run', '2', 'running', 3],
      ['run', '3', 'completed', 3],
    ])
  })

  test('is not there for others, and ends with the token of whoever reads it', async () => {
    const id = await insertRun()
    const person = await fixture.organisation.addPerson()
    expect((await follow(id, person)).response.status).toBe(404)
    await addMember(api, admin, projectId, person, 'viewer')
    const { events, ended } = await follow(id, person)
    await eventually(() => expect(events).toHaveLength(1))
    await asSuperuser('update api_token set revoked_at = now() where person_id = $1', [person.personId])
    await ended
    expect(events.map(({ type }) => type)).toEqual(['run', 'refused'])
  })

  test('is one of twenty at most that a person has', async () => {
    const id = await insertRun()
    const person = await fixture.organisation.addPerson('admin')
    const streams = await Promise.all(Array.from({ length: 20 }, () => follow(id, person)))
    const more = await api.request('GET', `/runs/${id}?wait=5`, { as: person })
    expect([more.status, more.headers.get('retry-after')]).toEqual([429, '5'])
    await end(id)
    await Promise.all(streams.map(({ ended }) => ended))
    expect((await api.request('GET', `/runs/${id}?wait=5`, { as: person })).status).toBe(200)
  })
})

test('a process that ends lets those go who wait', async () => {
  const id = await insertRun()
  const other = await fixture.start({ dispatch: false })
  const { events, ended } = await follow(id, admin, other)
  const poll = watch(id, '?wait=30', {}, other)
  await eventually(() => expect(events).toHaveLength(1))
  const begin = performance.now()
  await Promise.all([other.close(), ended, poll])
  expect((await poll).body.state).toBe('running')
  expect(performance.now() - begin).toBeLessThan(4_000)
})

test('runs are listed in pages, and by what is asked of them', async () => {
  const own = await createProject(api, admin)
  const former = projectId
  projectId = own
  const ids = [await insertRun(), await insertRun(), await insertRun()]
  projectId = former
  await end(ids[1] ?? '')
  const list = async (query: string) =>
    (await api.request('GET', `/runs?projectId=${own}${query}`, { as: admin })).body as {
      items: AnyRun[]
      next: string | null
    }
  const idsOf = ({ items }: { items: AnyRun[] }) => items.map(({ id }) => id)
  const newest = ids.toReversed()
  const first = await list('&limit=2')
  expect(idsOf(first)).toEqual(newest.slice(0, 2))
  const second = await list(`&limit=2&cursor=${first.next}`)
  expect([idsOf(second), second.next]).toEqual([newest.slice(2), null])
  expect(idsOf(await list('&state=completed'))).toEqual([ids[1]])
  expect(idsOf(await list('&kind=import'))).toEqual([])
  expect((await api.request('GET', '/runs?cursor=nonsense', { as: admin })).status).toBe(400)
})
