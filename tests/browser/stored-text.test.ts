import { randomUUID } from 'node:crypto'
import type { Client } from '@throughline/client'
import { mentionOf, operations } from '@throughline/contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { htmlIn } from '../harness/html-in-mail.ts'
import { type TestPerson, testStack } from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { untilValue } from '../harness/until.ts'
import { computedPlan } from '../integration/support.ts'
import { freeTexts, type Schema } from '../permissions/fields.ts'
import { execute } from '../permissions/place.ts'
import { hostile, hostileLine, notingClient } from './hostile-text.ts'
import { injectedInto, shownIn, type Watch, watchFor } from './injected.ts'
import { cellOf } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

/** Whatever people write, wherever it is shown, it stays text: each free text of the API has all of hostile-text.ts. */
let world: BrowserWorld
let sink: SmtpSink
const services = new Services(testStack())
const invited = `${randomUUID()}@example.com`
let owner: TestPerson
let page: Page
let watch: Watch
let projectId: string
let taskId: string
let baselineId: string
let programId: string
/** A table that waits for its review, and a file that could not be read. */
const imports = { waiting: '', failed: '', refused: '' }
const filled = new Set<Schema>()
let call: Client['call']

beforeAll(async () => {
  sink = await SmtpSink.create()
  await sink.start()
  world = await createBrowserWorld()
  await services.startEmailService({ SMTP_URL: sink.url, PUBLIC_URL: world.api.url })
  owner = await world.organisation.addPerson('owner')
  call = notingClient(clientOf(world.api.url, owner), filled)
  await fillWhatNoRequestFills()
  await fillOrganisation()
  await fillProject()
  await fillImports()
  await fillMails()
  page = await world.openSignedIn('/', {}, owner)
  watch = await watchFor(page.context())
})
afterAll(async () => {
  await services.stop()
  await world?.end()
  await sink?.stop()
})

/** Names that come with an organisation, from an authenticator, or from a provider. */
async function fillWhatNoRequestFills(): Promise<void> {
  const { superuserUrl } = testStack()
  const { personId, organisationId } = owner
  const put = (text: string, ...values: unknown[]) => execute(superuserUrl, text, values)
  await put('update organisation set name = $2 where id = $1', organisationId, hostileLine('organisation'))
  await put('update person set name = $2 where id = $1', personId, hostileLine('owner'))
  for (const name of hostile('passkey')) {
    const passkey = `insert into passkey (id, person_id, credential_id, public_key, counter, transports, name)
      values ($1::uuid, $2, $1::text, 'x', 0, '{}', $3)`
    await put(passkey, randomUUID(), personId, name)
    const identity =
      "insert into identity (id, person_id, provider, subject, label) values ($1::uuid, $2, 'corp', $1::text, $3)"
    await put(identity, randomUUID(), personId, name.replace('//passkey', '//identity'))
  }
  // As a program names itself.
  for (const agent of hostile('agent')) {
    const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json', 'user-agent': agent }
    const body = JSON.stringify({ name: 'By a program' })
    const answer = await fetch(`${world.api.url}/api/v1/service-accounts`, { method: 'POST', headers, body })
    expect(answer.status).toBe(201)
  }
}

const ofEach = (kind: string, make: (text: string) => Promise<unknown>) => Promise.all(hostile(kind).map(make))

/** People are told by mail: of an invitation, of work, and of the import that fails. */
async function fillMails(): Promise<void> {
  await call('createInvitation', { body: { email: invited } })
  const params = { projectId }
  const resource = { name: 'Somebody', personId: owner.personId }
  const [resourceId = ''] = (await call('createResource', { params, body: resource })).created
  await call('createAssignment', { params, body: { taskId, resourceId } })
  // Nobody is told of their own acts.
  const mention = mentionOf({ id: owner.personId, name: 'Owner' })
  await world.client.call('createComment', { params, body: { taskId, body: `${mention} ${hostileLine('said')}` } })
}

async function fillOrganisation(): Promise<void> {
  const password = 'correct horse battery staple'
  await ofEach('person', (name) =>
    call('createPerson', { body: { name, email: `${randomUUID()}@example.com`, password } }),
  )
  await ofEach('team', (name) => call('createTeam', { body: { name } }))
  await ofEach('role', (name) => call('createRole', { body: { name, acts: ['project.read'] } }))
  await ofEach('token', (name) => call('createToken', { body: { name } }))
  await ofEach('robot', async (name) => {
    const { id } = await call('createServiceAccount', { body: { name } })
    await call('createServiceAccountToken', { params: { personId: id }, body: { name: hostileLine('token') } })
  })
  await ofEach('webhook', async (name) => {
    const url = `https://hooks.example.com/?${encodeURI(name)}`
    const { id } = await call('createWebhook', { body: { name, url, eventTypes: ['import.undone'] } })
    await call('patchWebhook', { params: { webhookId: id }, body: { name, enabled: false } })
  })
  const server = { host: 'mail.example.com', port: 587, tls: 'starttls' as const, fromAddress: 'plans@example.com' }
  const user = { username: hostileLine('mail user'), password: hostileLine('mail password') }
  await call('putMailSettings', { body: { server: { ...server, ...user } } })
  // From here on mails go to where this test reads them.
  await call('putMailSettings', { body: { senderName: hostileLine('sender') } })
  await ofEach('project', (name) => call('createProject', { body: { name } }))
}

async function fillProject(): Promise<void> {
  const customFields = hostile('field').map((name, at) => ({ key: `k${at}`, name, type: 'text' as const }))
  const description = hostileLine('description')
  const startsAt = '2026-03-02T08:00'
  const made = await call('createProject', { body: { name: hostileLine('plan'), description, customFields, startsAt } })
  projectId = made.id
  const params = { projectId }
  await call('createCalendar', { params, body: { name: 'Of the plan before it had tasks' } })
  const ids = hostile('task').map(() => randomUUID())
  taskId = ids[1] ?? ''
  const create = <Entity extends string, Values>(entity: Entity, values: Values, id: string = randomUUID()) =>
    ({ op: 'create', entity, id, values }) as const
  const changes = hostile('task').flatMap((name, at) => {
    const values = Object.fromEntries(hostile('value').map((text, field) => [`k${field}`, text]))
    const resourceId = randomUUID()
    const resource = { name: hostile('resource')[at] ?? '', email: hostileLine('email'), notes: hostileLine('notes') }
    const week = [null, null, null, null, null, null, null]
    const exceptions = [{ name: hostileLine('holiday'), from: '2026-05-01', to: '2026-05-01', shifts: [] }]
    const workWeeks = [{ name: hostileLine('winter'), from: '2026-11-01', to: '2026-12-01', week }]
    const task = { name, notes: hostileLine('notes'), wbs: hostile('wbs')[at] ?? '', durationMinutes: 480 }
    return [
      create('task', { ...task, customFields: values }, ids[at]),
      create('resource', resource, resourceId),
      create('assignment', { taskId: ids[at] ?? '', resourceId, notes: hostileLine('notes') }),
      create('calendar', { name: hostile('calendar')[at] ?? '', baseId: made.calendarId, week, exceptions, workWeeks }),
      ...(at > 0 ? [create('link', { predecessorId: ids[at - 1] ?? '', successorId: ids[at] ?? '' })] : []),
    ]
  })
  await call('createChangeSet', { params, body: { operations: changes as never, summary: hostileLine('summary') } })
  for (const summary of hostile('summary')) {
    const update = { op: 'update', entity: 'task', id: taskId, patch: { priority: 400 + summary.length } } as const
    await call('createChangeSet', { params, body: { operations: [update], summary } })
  }
  for (const text of hostile('item')) await call('createChecklistItem', { params, body: { taskId, text } })
  for (const body of hostile('comment')) await call('createComment', { params, body: { taskId, body } })
  const conditions = [{ op: 'contains' as const, column: 'name', value: hostileLine('condition') }]
  const settings = { columns: [], query: hostileLine('query'), conditions, sort: [], group: null }
  for (const name of hostile('view')) await call('createSavedView', { params, body: { name, settings } })
  const plan = await computedPlan(world.client, projectId)
  expect(plan.project.scheduleError).toBeNull()
  for (const name of hostile('baseline'))
    baselineId = (await call('createBaseline', { params, body: { name } })).created[0] ?? ''
  await call('patchProject', { params, body: { baselineId } })
  const { items: teams } = await call('listTeams')
  for (const { id: teamId } of teams)
    await call('putProjectTeam', { params: { projectId, teamId }, body: { role: 'viewer' } })
  await ofEach('program', async (name) => {
    programId = (await call('createProgram', { body: { name, description: hostileLine('about') } })).id
  })
  await call('setProjectProgram', { params, body: { programId } })
  for (const { id: teamId } of teams)
    await call('putProgramTeam', { params: { programId, teamId }, body: { role: 'viewer' } })
  const { items: roles } = await call('listRoles')
  const { items: people } = await call('listPeople')
  for (const { id: personId, name } of people)
    if (name.includes('//person') && roles[0])
      await call('putMember', { params: { projectId, personId }, body: { customRoleId: roles[0].id } })
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

async function fillImports(): Promise<void> {
  const header = ['ID', 'Name', 'Duration', ...hostile('column').map(quoted)].join(',')
  const rows = hostile('row').map((name, at) => [at + 1, quoted(name), '2d', quoted(hostileLine('cell'))].join(','))
  const parked = [99, quoted(hostileLine('parked')), quoted(`5 ${hostileLine('unit')}`)].join(',')
  const body = new TextEncoder().encode([header, ...rows, parked, ''].join('\n'))
  const query = { fileName: `${hostileLine('file')}.csv`, projectName: hostileLine('new') }
  const { id: importId } = await call('createImport', { query, body })
  await untilState(importId, 'waiting')
  const { mapping } = await call('getImportColumns', { params: { importId } })
  const columns = mapping.columns.map(({ index, field }) => {
    const name = hostile('custom')[index - 3]
    return { index, field: name === undefined ? field : `custom:${name}` }
  })
  await call('setImportColumns', { params: { importId }, body: { ...mapping, columns } })
  await untilState(importId, 'waiting')
  imports.waiting = importId
  const broken = new TextEncoder().encode(
    `<?xml version="1.0"?><Project><Tasks><${'x'.repeat(3)} a='"><img src=x onerror=__xss(2)>'></Tasks>`,
  )
  const failed = await call('createImport', { query: { fileName: `${hostileLine('broken')}.xml` }, body: broken })
  await untilState(failed.id, 'failed')
  imports.failed = failed.id
  const url = `http://localhost/${encodeURI(hostileLine('path'))}`
  const linked = await call('createLinkedImport', { body: { url, fileName: hostileLine('linked') } })
  await untilState(linked.id, 'failed')
  imports.refused = linked.id
}

const untilState = (importId: string, wanted: string) =>
  untilValue(
    () => call('getImport', { params: { importId } }),
    ({ state }) => state === wanted,
    { what: `an import that is ${wanted}`, withinMs: 30_000 },
  )

/** Free texts that are not filled, and why that is no gap. */
const unfilled: Readonly<Record<string, string>> = {
  'linkIdentity.provider': 'names a provider of the settings, or is refused',
  'addPasskey.name': 'stands in the database, since it takes an authenticator',
  'createProject.timeZone': 'is a time zone, or is refused',
  'selectImportRows.fields': 'names fields, and is kept nowhere',
  'changeName.name': 'is the name of a person, as createPerson.name',
  'acceptInvitation.name': 'is the name of a person, as createPerson.name',
  'createOrganisation.name': 'stands in the database, since only the operator makes one',
  'deleteOrganisation.name': 'is compared, and kept nowhere',
  'putNotificationTimes.locale': 'is a language tag',
  'patchSchedule.note': 'is of the operator, and no page shows it',
}
const isSecret = (name: string) => /\.(password|newPassword|code)$/.test(name)

test('each free text of the API is filled', () => {
  const missing = [...freeTexts()].filter(([schema]) => !filled.has(schema)).map(([, [name = '']]) => name)
  expect(missing.filter((name) => !isSecret(name)).sort()).toEqual(Object.keys(unfilled).sort())
})

interface View {
  path: () => string
  /** What has to be there of hostile-text.ts: all of a kind, or the one line of it. */
  all?: readonly string[]
  lines?: readonly string[]
  /** What is opened on it. */
  open?: (page: Page) => Promise<unknown>
}

const openAll = async (of: Page, name: RegExp | string) => {
  const buttons = of.getByRole('button', { name })
  await buttons.first().waitFor()
  for (const button of await buttons.all())
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
}

/** All of it, with what each event changed. */
async function openTrail(of: Page): Promise<void> {
  const events = of.getByRole('list', { name: 'Audit trail' }).locator('details')
  const earlier = of.getByRole('button', { name: 'Earlier' })
  await events.first().waitFor()
  for (let count = 100; await earlier.isVisible(); count += 100) {
    await earlier.click()
    await events.nth(count).waitFor()
  }
  await events.evaluateAll((all) => {
    for (const each of all) (each as HTMLDetailsElement).open = true
  })
}

const views: Readonly<Record<string, View>> = {
  projects: { path: () => '/', all: ['project'], lines: ['plan'] },
  schedule: { path: () => `/projects/${projectId}`, all: ['task', 'resource'], lines: ['plan'] },
  'the menu of a row': {
    path: () => `/projects/${projectId}`,
    all: ['task'],
    open: async (of) => {
      await cellOf(of, taskId, 'name').click({ button: 'right' })
      await of.getByRole('menu').waitFor()
    },
  },
  'saved views': {
    path: () => `/projects/${projectId}`,
    all: ['view'],
    open: (of) => of.getByRole('button', { name: /^View:/ }).click(),
  },
  'a saved view': {
    path: () => `/projects/${projectId}?q=${inAddress}&f=name.contains.${inAddress.replaceAll('.', '%252E')}`,
    open: (of) => of.getByRole('button', { name: 'Clear', exact: true }).waitFor(),
  },
  why: { path: () => `/projects/${projectId}?task=${taskId}&why=finish`, all: ['task'] },
  'the panel of a task': {
    path: () => `/projects/${projectId}?task=${taskId}&panel=details`,
    all: ['task', 'calendar', 'item'],
    lines: ['notes'],
  },
  'the history of a task': {
    path: () => `/projects/${projectId}?task=${taskId}&panel=history`,
    all: ['summary'],
    open: (of) => of.getByRole('button', { name: 'Show earlier steps' }).click(),
  },
  comments: { path: () => `/projects/${projectId}?task=${taskId}&comment=all`, all: ['task', 'comment'] },
  baselines: {
    path: () => `/projects/${projectId}`,
    all: ['baseline'],
    open: (of) => of.getByRole('button', { name: 'Baselines' }).click(),
  },
  activity: { path: () => `/projects/${projectId}/activity`, all: ['summary'], lines: ['owner'] },
  history: { path: () => `/projects/${projectId}/history?at=3`, all: ['task'] },
  comparison: { path: () => `/projects/${projectId}/history?from=1`, all: ['task', 'baseline'] },
  'people of a project': { path: () => `/projects/${projectId}/people`, all: ['person', 'team', 'role', 'program'] },
  organisation: { path: () => '/organisation', lines: ['organisation'] },
  people: { path: () => '/organisation/people', all: ['person'] },
  teams: { path: () => '/organisation/teams', all: ['team', 'person'] },
  programs: { path: () => '/organisation/programs', all: ['program'], lines: ['about'] },
  program: { path: () => `/organisation/programs/${programId}`, all: ['team'], lines: ['plan'] },
  roles: { path: () => '/organisation/roles', all: ['role'] },
  'service accounts': { path: () => '/organisation/service-accounts', all: ['robot'], lines: ['token'] },
  mail: { path: () => '/organisation/mail', lines: ['sender'] },
  webhooks: { path: () => '/organisation/webhooks', all: ['webhook'] },
  'audit trail': {
    path: () => '/organisation/audit',
    all: ['webhook', 'agent'],
    lines: ['owner'],
    open: openTrail,
  },
  data: { path: () => '/organisation/data', lines: ['organisation'] },
  account: { path: () => '/account', all: ['passkey', 'identity'] },
  tokens: { path: () => '/tokens', all: ['token'] },
  imports: { path: () => '/imports', lines: ['file', 'broken', 'linked'] },
  'columns of an import': { path: () => `/imports/${imports.waiting}?view=columns`, all: ['column'], lines: ['file'] },
  'review of an import': {
    path: () => `/imports/${imports.waiting}?view=review`,
    all: ['row'],
    open: (of) => openAll(of, /__xss/),
  },
  'an import that failed': { path: () => `/imports/${imports.failed}`, lines: ['broken'] },
  'an import from a link that is refused': { path: () => `/imports/${imports.refused}`, lines: ['linked'] },
  'an import into a project': { path: () => `/imports/new?project=${projectId}`, lines: ['plan'] },
}

const textsOf = ({ all = [], lines = [] }: Pick<View, 'all' | 'lines'>) => [
  ...all.flatMap(hostile),
  ...lines.map(hostileLine),
]

async function expectText(of: Page, texts: readonly string[]): Promise<void> {
  const missing = async () => {
    const shown = await shownIn(of)
    return texts.filter((text) => !shown.includes(text))
  }
  await expect.poll(missing, { timeout: 10_000 }).toEqual([])
}

test.each(Object.keys(views))('%s: what people wrote is text', async (name) => {
  const { path, open, ...shown } = views[name] as View
  await page.goto(path())
  await open?.(page)
  await expectText(page, textsOf(shown))
  expect(await injectedInto(page)).toEqual([])
  expect(watch.happened).toEqual([])
})

describe('without a policy that would hold up scripts', () => {
  let bare: Page
  let found: Watch
  beforeAll(async () => {
    bare = await world.openPage()
    found = await watchFor(bare.context())
  })
  afterAll(() => bare?.context().close())

  test('an exported drawing is a drawing', async () => {
    const path = operations.exportProject.path.replace(':projectId', projectId)
    const answer = await page.request.get(`/api/v1${path}?format=svg`)
    const drawing = { contentType: 'image/svg+xml', body: await answer.body() }
    await bare.route('**/drawing.svg', (route) => route.fulfill(drawing))
    await bare.goto('/drawing.svg')
    await expectText(bare, hostile('task'))
    expect([await injectedInto(bare), found.happened]).toEqual([[], []])
  })

  test('mails have the names in them as text', async () => {
    // Mails that tests before left to be sent come here as well.
    const mails = () => sink.mails.filter(({ to }) => [owner.email, invited].some((address) => to.includes(address)))
    // An import that goes on before its mail is sent is not told of as waiting: that mail comes, or not.
    const certain = () => mails().filter((mail) => !htmlIn(mail).includes('Your import waits for you'))
    await expect.poll(() => certain().length, { timeout: 20_000 }).toBe(4)
    await bare.goto('about:blank')
    const shown: string[] = []
    for (const mail of mails()) {
      await bare.setContent(htmlIn(mail))
      await expectText(bare, [hostileLine('organisation')])
      expect([await injectedInto(bare), found.happened]).toEqual([[], []])
      shown.push(await shownIn(bare))
    }
    for (const kind of ['owner', 'broken', 'linked', 'plan', 'said']) expect(shown.join()).toContain(hostileLine(kind))
    expect(shown.join()).toContain(hostile('task')[1])
  })

  test('a page that takes the texts for markup is found out', async () => {
    const careless = hostile('any').flatMap((text) => [
      `<p>${text}</p>`,
      `<input value="${text}">`,
      `<input value='${text}'>`,
      `<a href="${text}">link</a>`,
      `<!-- ${text} -->`,
    ])
    await bare.goto('about:blank')
    const nodes: string[] = []
    for (const content of careless) {
      await bare.setContent(content)
      nodes.push(...(await injectedInto(bare)))
      // As who fills the field does: the page may be gone before it focuses by itself.
      await bare.locator('input').evaluateAll((fields) => {
        for (const field of fields) (field as HTMLInputElement).focus()
      })
    }
    const ran = () => [1, 2, 3, 6, 8, 9].filter((which) => !found.happened.includes(`text ${which} ran`))
    await expect.poll(ran).toEqual([])
    for (const what of ['a script', 'the attribute onerror', 'the attribute onload', 'an address that', 'iframe'])
      expect(nodes.some((node) => node.startsWith(what))).toBe(true)
  })
})

const inAddress = encodeURIComponent(hostileLine('address'))

test.each([
  '/sign-in?next=javascript:__xss(4)',
  ...[
    ...['/projects/', '/imports/', '/imports/new?project=', '/account?problem=', '/?dialog=', '/invitation#'],
    ...['/reset-password#', '/confirm-email#', '/problems/', '/api/v1/', '/api/docs?', '/api/docs#'],
  ].map((path) => path + inAddress),
])('%s: what stands in an address is not taken for more', async (path) => {
  await page.goto(path)
  await expect.poll(() => page.locator('body').innerText()).not.toBe('')
  expect([await injectedInto(page), watch.happened]).toEqual([[], []])
})
