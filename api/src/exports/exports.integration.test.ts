import { randomUUID } from 'node:crypto'
import { exportFormat, exportTable, exportTypes, operations, organisationTable } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { openTestDatabase, type TestPerson, until } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

const database = openTestDatabase()
let fixture: Fixture
let api: TestApi
let plan: Awaited<ReturnType<typeof createPlan>>
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  plan = await createPlan()
})
afterAll(async () => {
  await fixture.close()
  await database.close()
})

const asAdmin = (method: string, path: string, options: RequestOptions = {}) =>
  api.request(method, path, { as: fixture.organisation.admin, ...options })

const name = 'Мост "A"/1, Köln'

/** A summary with a task of the admin and a milestone, with dates; another task without. */
async function createPlan() {
  const project = (await asAdmin('POST', '/projects', { body: { name, timeZone: 'Europe/Berlin' } })).body.id as string
  const create = async (what: string, body: object) => {
    const answer = await asAdmin('POST', `/projects/${project}/${what}`, { body })
    expect([what, answer.status]).toEqual([what, 201])
    return answer.body.created[0] as string
  }
  const deck = await create('tasks', { name: 'Deck' })
  const pour = await create('tasks', { name: 'Pour', parentId: deck, durationMinutes: 2400 })
  const done = await create('tasks', { name: 'Poured', parentId: deck, kind: 'milestone' })
  const rail = await create('tasks', { name: 'Rail' })
  await create('links', { predecessorId: pour, successorId: done })
  const personId = fixture.organisation.admin.personId
  const resource = await create('resources', { name: 'Ada', personId })
  await create('assignments', { taskId: pour, resourceId: resource })
  await withDates([
    [deck, '2026-03-02T08:00', '2026-03-06T17:00', true],
    [pour, '2026-03-02T08:00', '2026-03-06T17:00', false],
    [done, '2026-03-06T17:00', '2026-03-06T17:00', false],
  ])
  const baseline = await create('baselines', { name: 'Agreed' })
  await asAdmin('PATCH', `/projects/${project}`, { body: { baselineId: baseline } })
  return { project, path: `/projects/${project}/export`, pour, done, rail }
}

/** As a recompute would write them. */
async function withDates(dates: readonly (readonly [string, string, string, boolean])[]) {
  const organisationId = fixture.organisation.id
  await withTransaction(database, { organisationId }, async (transaction) => {
    for (const [id, start, finish, isSummary] of dates)
      await sql`update task set early_start = ${start}, early_finish = ${finish}, is_summary = ${isSummary},
        total_float_minutes = 0, is_critical = ${!isSummary} where id = ${id}`.execute(transaction)
  })
}

interface Asked {
  as?: TestPerson
  method?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

const ask = (path: string, { as = fixture.organisation.admin, headers, ...more }: Asked = {}) =>
  fetch(`${api.url}/api/v1${path}`, { ...more, headers: { authorization: `Bearer ${as.token}`, ...headers } })

async function bytesOf(path: string) {
  const response = await ask(path)
  expect([path, response.status]).toEqual([path, 200])
  return Buffer.from(await response.arrayBuffer())
}
const textOf = async (path: string) => (await bytesOf(path)).toString('utf8')

/** How a file of each format begins. */
const beginnings = {
  mspdi: /^<\?xml [^>]*>\s*<Project /,
  xer: /^ERMHDR\t/,
  json: /^\{"format":"throughline-plan"/,
  csv: /^ï»¿[A-Z]/,
  xlsx: /^PK/,
  svg: /^<\?xml [^>]*>\s*<svg /,
  pdf: /^%PDF-1\./,
  ics: /^BEGIN:VCALENDAR\r\n/,
} as const
const endings = { mspdi: 'xml', xer: 'xer', json: 'json', csv: 'csv', xlsx: 'xlsx', svg: 'svg', pdf: 'pdf', ics: 'ics' }

describe('a project as a file', () => {
  it.each(exportFormat.options)('in %s: of its type, to be saved under its name', async (format) => {
    const response = await ask(`${plan.path}?format=${format}`)
    expect(response.status).toBe(200)
    const { headers } = response
    expect(headers.get('content-type')).toBe(exportTypes[format])
    expect(operations.exportProject.file).toContain(exportTypes[format])
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    const title = format === 'csv' || format === 'xlsx' ? `${encodeURIComponent(' - Tasks')}` : ''
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''/)
    expect(headers.get('content-disposition')).toContain(
      `UTF-8''${encodeURIComponent('Мост A 1, Köln')}${title}.${endings[format]}`,
    )
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.toString('latin1')).toMatch(beginnings[format])
    expect(bytes.length).toBeGreaterThan(200)
  })

  it('holds the plan', async () => {
    const document = JSON.parse(await textOf(`${plan.path}?format=json`))
    expect(document.plan.name).toBe(name)
    expect(document.tasks.map((task: { name: string }) => task.name)).toEqual(['Deck', 'Pour', 'Poured', 'Rail'])
    expect(document.tasks[1].baselines).toMatchObject([{ start: '2026-03-02T08:00', finish: '2026-03-06T17:00' }])
    for (const format of ['mspdi', 'xer', 'svg'])
      expect(await textOf(`${plan.path}?format=${format}`), format).toContain('Poured')
  })

  it('is drawn as it is asked for', async () => {
    const svg = (query: string) => textOf(`${plan.path}?format=svg&${query}`)
    expect(await svg('')).toMatch(/Critical task.*Baseline/s)
    expect(await svg('')).toContain('compared with Agreed')
    const plain = await svg('critical=false&baseline=none&links=false')
    expect(plain).not.toMatch(/Critical task|Baseline|>Link</)
    expect(await svg('from=2026-03-02&to=2026-03-03')).not.toContain('Rail')
    const a3 = await bytesOf(`${plan.path}?format=pdf&page=a3`)
    expect(a3.toString('latin1')).toContain('/MediaBox [0 0 1190.55 841.89]')
  })

  it('has in a calendar what is done, and when, in UTC', async () => {
    const lines = (await textOf(`${plan.path}?format=ics`)).replaceAll('\r\n ', '').split('\r\n')
    const host = new URL(fixture.settings.api.publicUrl).host
    expect(lines.filter((line) => line.startsWith('UID:'))).toEqual([
      `UID:${plan.pour}@${host}`,
      `UID:${plan.done}@${host}`,
    ])
    expect(lines).toEqual(expect.arrayContaining(['DTSTART:20260302T070000Z', 'DTSTART;VALUE=DATE:20260306']))
    expect(lines.some((line) => line.includes(`/projects/${plan.project}?task=${plan.pour}`))).toBe(true)
  })

  it('can be had as it was', async () => {
    const document = JSON.parse(await textOf(`${plan.path}?format=json&at=3`))
    expect(document.tasks.map((task: { name: string }) => task.name)).toEqual(['Deck', 'Pour'])
  })
})

describe('lists', () => {
  const rows = async (path: string) =>
    (await textOf(path))
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')

  it.each(exportTable.options)('of a project: %s', async (table) => {
    const [header, ...found] = await rows(`${plan.path}?format=csv&table=${table}`)
    expect(header?.split(',').length).toBeGreaterThan(3)
    const counts = { tasks: 4, links: 1, resources: 1, assignments: 1, baselines: 3, runs: 0, members: 1 }
    if (table in counts) expect(found).toHaveLength(counts[table as keyof typeof counts])
    else expect(found.length).toBeGreaterThan(5)
    expect((await bytesOf(`${plan.path}?format=xlsx&table=${table}`)).subarray(0, 2).toString()).toBe('PK')
  })

  it('name what they are about', async () => {
    expect((await rows(`${plan.path}?format=csv&table=links`))[1]).toMatch(/Pour.*Poured.*FS/)
    expect((await rows(`${plan.path}?format=csv&table=assignments`))[1]).toMatch(/Pour,Ada,100%/)
    expect((await textOf(`${plan.path}?format=csv&table=changes`)).includes('Deck')).toBe(true)
  })

  it.each(organisationTable.options)('of the organisation: %s', async (table) => {
    const [header, first] = await rows(`/export?table=${table}&format=csv`)
    expect(header?.split(',').length).toBeGreaterThan(3)
    if (table === 'projects') expect(first).toContain('Мост')
    if (table === 'people')
      expect(await textOf(`/export?table=people&format=csv`)).toContain(fixture.organisation.admin.email)
    expect((await bytesOf(`/export?table=${table}&format=xlsx`)).subarray(0, 2).toString()).toBe('PK')
  })

  it('have no more of the organisation than the caller may see', async () => {
    const person = await fixture.organisation.addPerson()
    const response = await ask('/export?table=projects&format=csv', { as: person })
    expect([response.status, (await response.text()).includes('Мост')]).toEqual([200, false])
  })
})

test('a calendar of one’s own has the tasks of which one is the resource, in projects that one may see', async () => {
  const mine = await textOf('/tasks.ics')
  expect(mine).toContain(plan.pour)
  expect(mine).not.toContain(plan.done)
  const person = await fixture.organisation.addPerson()
  const { body } = await asAdmin('POST', `/projects/${plan.project}/resources`, {
    body: { name: 'Grace', personId: person.personId },
  })
  await asAdmin('POST', `/projects/${plan.project}/assignments`, {
    body: { taskId: plan.done, resourceId: body.created[0] },
  })
  const theirs = async () => (await ask('/tasks.ics', { as: person })).text()
  expect(await theirs()).not.toContain('BEGIN:VEVENT')
  await asAdmin('PUT', `/projects/${plan.project}/members/${person.personId}`, { body: { role: 'viewer' } })
  expect(await theirs()).toContain(plan.done)
})

describe('what is refused', () => {
  const refusal = async (path: string, asked: Asked = {}) => {
    const response = await ask(path, asked)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(response.headers.get('content-disposition')).toBeNull()
    const { type, detail, issues } = (await response.json()) as { type: string; detail?: string; issues?: object[] }
    return { status: response.status, type, detail, issues }
  }

  it('is a project that one may not see, as one that is not there; a viewer may have it', async () => {
    const person = await fixture.organisation.addPerson()
    for (const format of ['json', 'csv&table=changes', 'pdf', 'ics']) {
      const path = `${plan.path}?format=${format}`
      const hidden = await refusal(path, { as: person })
      const absent = await refusal(path.replace(plan.project, randomUUID()), { as: person })
      expect(hidden).toEqual(absent)
      expect(hidden).toMatchObject({ status: 404, type: '/problems/not-found' })
    }
    await asAdmin('PUT', `/projects/${plan.project}/members/${person.personId}`, { body: { role: 'viewer' } })
    expect((await ask(`${plan.path}?format=json`, { as: person })).status).toBe(200)
  })

  it('is a caller without credentials', async () => {
    const response = await fetch(`${api.url}/api/v1${plan.path}?format=json`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ])
  })

  it.each([
    ['format=doc', 'query.format'],
    ['', 'query.format'],
    ['format=csv&table=secrets', 'query.table'],
    ['format=pdf&page=a0', 'query.page'],
    ['format=svg&zoom=0', 'query.zoom'],
    ['format=svg&from=2026-02-30', 'query.from'],
    ['format=svg&from=2026-03-05&to=2026-03-02', 'query.to'],
  ])('is %j', async (query, path) => {
    expect(await refusal(`${plan.path}?${query}`)).toMatchObject({ status: 400, issues: [{ path }] })
  })

  it('is a chart that nobody would print, before its first byte', async () => {
    const query = 'format=pdf&zoom=0.1&from=2000-01-01&to=2026-12-31'
    const { status, detail } = await refusal(`${plan.path}?${query}`)
    expect([status, detail]).toEqual([400, expect.stringContaining('pages')])
  })

  it('is a credential that is over', async () => {
    const made = await asAdmin('POST', '/tokens', { body: { name: 'robot' } })
    const robot = { ...fixture.organisation.admin, token: made.body.secret as string }
    expect((await ask(`${plan.path}?format=json`, { as: robot })).status).toBe(200)
    await asAdmin('DELETE', `/tokens/${made.body.id}`)
    expect((await refusal(`${plan.path}?format=json`, { as: robot })).status).toBe(401)
  })
})

describe('the way of a file', () => {
  test('text is packed for those who take it so, and what is packed already is not', async () => {
    const encoding = async (format: string, accept: string) =>
      (await ask(`${plan.path}?format=${format}`, { headers: { 'accept-encoding': accept } })).headers.get(
        'content-encoding',
      )
    expect(await encoding('svg', 'gzip')).toBe('gzip')
    expect(await encoding('svg', 'identity')).toBeNull()
    expect(await encoding('pdf', 'gzip')).toBeNull()
  })

  test('HEAD tells the headers and makes no file', async () => {
    const response = await ask(`${plan.path}?format=pdf`, { method: 'HEAD' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect((await response.arrayBuffer()).byteLength).toBe(0)
    await until(() => api.context.compute.openFiles === 0, { what: 'no file in the making' })
  })

  test('is given up when the caller goes before it begins', async () => {
    const calling = new AbortController()
    const asking = ask(`${plan.path}?format=pdf`, { signal: calling.signal })
    await until(() => api.context.compute.openFiles === 1, { what: 'a file in the making' })
    calling.abort()
    await expect(asking).rejects.toThrow()
    await until(() => api.context.compute.openFiles === 0, { what: 'no file in the making' })
  })

  test('goes on as it is taken, two for a person at a time, and ends with a caller who goes', async () => {
    const { project } = await createLargePlan()
    const path = `/projects/${project}/export?format=json`
    const begin = async () => {
      const calling = new AbortController()
      const response = await ask(path, { signal: calling.signal, headers: { 'accept-encoding': 'identity' } })
      expect(response.status).toBe(200)
      const reader = response.body?.getReader()
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0)
      return { end: () => calling.abort() }
    }
    const [first, second] = [await begin(), await begin()]
    expect(api.context.compute.openFiles).toBe(2)
    const third = await ask(path)
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5'])
    expect((await asAdmin('GET', `/projects/${project}?at=1`)).status).toBe(200)
    first.end()
    second.end()
    await until(() => api.context.compute.openFiles === 0, { what: 'no file in the making' })
    expect((await ask(`${plan.path}?format=json`)).status).toBe(200)
  })
})

/** 30 MB as text. */
async function createLargePlan() {
  const project = (await asAdmin('POST', '/projects', { body: { name: 'Large' } })).body.id as string
  const operations = Array.from({ length: 1_000 }, (_, index) => {
    return { op: 'create', entity: 'task', values: { name: `Task ${index}` } }
  })
  for (let part = 0; part < 2; part += 1)
    expect((await asAdmin('POST', `/projects/${project}/changes`, { body: { operations } })).status).toBe(201)
  await withTransaction(database, { organisationId: fixture.organisation.id }, async (transaction) => {
    await sql`update task set notes = repeat('Mind the tide. ', 1000) where project_id = ${project}`.execute(
      transaction,
    )
  })
  return { project }
}
