import { type ChangePreview, plan as planSchema, thinned } from '@throughline/contract'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createClient } from './client.ts'
import { RequestError } from './request-error.ts'
import { makeLink, makePlan, makeTask, uuid } from './testing/plans.ts'

type Answer = () => Response | Error

function serve(...answers: Answer[]) {
  const requests: { url: string; init: RequestInit }[] = []
  const client = createClient({
    baseUrl: 'http://service/',
    token: 'tl_1',
    fetch: async (url, init) => {
      requests.push({ url: String(url), init: init ?? {} })
      const answer = answers[requests.length - 1]?.() ?? new Error('not expected')
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  const headersOf = (index: number) => requests[index]?.init.headers as Record<string, string>
  return { client, requests, headersOf }
}

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })
const lost = () => new TypeError('fetch failed')

describe('createClient', () => {
  it('builds the path, the query and the headers', async () => {
    const { client, requests, headersOf } = serve(json({ items: [], next: null }))
    await client.call('listChangeSets', { params: { projectId: uuid(1) }, query: { limit: 5 } })
    expect(requests[0]?.url).toBe(`http://service/api/v1/projects/${uuid(1)}/changes?limit=5`)
    expect(requests[0]?.init.method).toBe('GET')
    expect(headersOf(0)).toMatchObject({ authorization: 'Bearer tl_1' })
    expect(headersOf(0)).not.toHaveProperty('idempotency-key')
  })

  it('sends the seen revision and a key with changes', async () => {
    const { client, requests, headersOf } = serve(json({}))
    await client.call('patchTask', { params: { taskId: uuid(1) }, body: { name: 'New' }, ifMatch: 42 })
    expect(requests[0]?.init.body).toBe('{"name":"New"}')
    expect(headersOf(0)).toMatchObject({ 'if-match': '"42"', 'content-type': 'application/json' })
    expect(headersOf(0)['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('asks what a change would do by the same request', async () => {
    const { client, requests } = serve(json({ movedCount: 0 }))
    const input = { params: { projectId: uuid(1) }, body: { operations: [] } }
    expectTypeOf(client.dryRun<'createChangeSet'>).returns.resolves.toEqualTypeOf<ChangePreview>()
    expect(await client.dryRun('createChangeSet', input)).toEqual({ movedCount: 0 })
    expect(requests[0]?.url).toBe(`http://service/api/v1/projects/${uuid(1)}/changes?dry_run=true`)
    expect(requests[0]?.init).toMatchObject({ method: 'POST', body: '{"operations":[]}' })
  })

  it('says where a file is, and gets it as it comes', async () => {
    const { client, requests, headersOf } = serve(() => new Response('a,b', { status: 200 }))
    const input = { params: { projectId: uuid(1) }, query: { format: 'csv', table: 'links' } } as const
    const address = `http://service/api/v1/projects/${uuid(1)}/export?format=csv&table=links`
    expect(client.addressOf('exportProject', input)).toBe(address)
    expect(client.addressOf('exportOwnTasks')).toBe('http://service/api/v1/tasks.ics')
    const response = await client.download('exportProject', input)
    expect(await response.text()).toBe('a,b')
    expect(requests[0]?.url).toBe(address)
    expect(headersOf(0).accept).toContain('text/csv')
  })

  it('throws the problem of a file that there is not', async () => {
    const { client } = serve(json({ type: '/problems/not-found', title: 'No', status: 404 }, 404))
    await expect(client.download('exportOwnTasks')).rejects.toMatchObject({ status: 404 })
  })

  it('fills in what goes without saying, wherever rows stand in an answer', async () => {
    const plan = makePlan(3, [makeTask(1, { priority: 700 })], [makeLink(9, 1, 2)])
    const sent = thinned(planSchema, plan)
    expect(JSON.stringify(sent).match(/priority|lagUnit|effortType|minutesPerDay/g)).toEqual(['priority'])
    const { project, ...rows } = sent
    const { client } = serve(json(sent), json({ ...project, plan: { project, ...rows } }), json({ items: rows.tasks }))
    const params = { projectId: uuid(1) }
    expect(await client.call('getPlan', { params })).toEqual(plan)
    expect(await client.call('getProject', { params })).toEqual({ ...plan.project, plan })
    expect(await client.call('listTasks', { params })).toEqual({ items: plan.tasks })
  })

  it('sends a lost request once more, with the same key', async () => {
    const { client, requests, headersOf } = serve(lost, () => new Response(null, { status: 204 }))
    await client.call('signOut')
    expect(requests).toHaveLength(2)
    expect(headersOf(1)['idempotency-key']).toBe(headersOf(0)['idempotency-key'])
  })

  it('gives up after the second loss', async () => {
    const { client, requests } = serve(lost, lost)
    await expect(client.call('listProjects')).rejects.toMatchObject({ status: 0, type: 'unreachable' })
    expect(requests).toHaveLength(2)
  })

  it('throws the problem that was answered', async () => {
    const problem = { type: '/problems/link-cycle', title: 'Cycle', status: 409, cycle: [{ id: uuid(1), name: 'A' }] }
    const { client, requests } = serve(json(problem, 409))
    const error = await client.call('listProjects').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RequestError)
    expect(error).toMatchObject({ type: 'link-cycle', status: 409, cycle: [{ name: 'A' }] })
    expect(requests).toHaveLength(1)
  })

  it('makes a problem of an answer that is none', async () => {
    const { client } = serve(() => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }))
    await expect(client.call('listProjects')).rejects.toMatchObject({ status: 502, message: 'Bad Gateway' })
  })

  it('uploads a file as it is', async () => {
    const { client, requests, headersOf } = serve(json({}, 202))
    const body = new Blob(['<Project/>'])
    await client.call('createImport', { query: { fileName: 'a b.xml' }, body })
    expect(requests[0]?.url).toBe('http://service/api/v1/imports?fileName=a+b.xml')
    expect(requests[0]?.init.body).toBe(body)
    expect(headersOf(0)['content-type']).toBe('application/octet-stream')
  })

  it('has the types of the contract', () => {
    const { client } = serve()
    expectTypeOf(client.call<'listProjects'>).returns.resolves.toHaveProperty('items')
    expectTypeOf(client.call<'signOut'>).returns.resolves.toEqualTypeOf<undefined>()
    const wrong = () => [
      // @ts-expect-error the plan of which project?
      client.call('getPlan'),
      // @ts-expect-error no such parameter
      client.call('getPlan', { params: { taskId: uuid(1) } }),
      // @ts-expect-error a duration is a number
      client.call('patchTask', { params: { taskId: uuid(1) }, body: { durationMinutes: '5d' } }),
      // @ts-expect-error since is a number
      client.call('getDelta', { params: { projectId: uuid(1) }, query: { since: 'yesterday' } }),
      // @ts-expect-error no such operation
      client.call('getEverything'),
    ]
    expectTypeOf(wrong).toBeFunction()
  })
})
