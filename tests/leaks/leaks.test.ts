import { randomUUID } from 'node:crypto'
import type { Client } from '@throughline/client'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type History, readHistories } from '../harness/histories.ts'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, untilValue } from '../harness/index.ts'
import { leaksIn } from '../harness/leaks.ts'
import { linkIn } from '../harness/link-in-mail.ts'
import { type ApiProcess, clientOf, type ServiceProcess, Services } from '../harness/service/index.ts'
import { type ReceivedMail, SmtpSink } from '../harness/smtp-sink.ts'
import { tablesWith } from '../harness/tables-with.ts'
import { WebhookReceiver } from '../harness/webhook-receiver.ts'
import { computedPlan, createSmallPlan } from '../integration/support.ts'

/**
 * Words that occur nowhere else, put wherever the service takes one, through work of every kind. Afterwards all that is
 * kept or told is searched for them; and the histories of the tests that ran before on this Temporal server for any
 * secret and any address.
 */
const word = (what: string) => `canary${what}${randomUUID().slice(0, 8)}`
const names = {
  person: word('person'),
  project: word('project'),
  task: word('task'),
  notes: word('notes'),
  resource: word('resource'),
  token: word('token'),
  team: word('team'),
  program: word('program'),
  programAbout: word('programabout'),
  webhook: word('webhook'),
  webhookPath: word('path'),
  fileName: word('file'),
  fileTask: word('filetask'),
}
const email = `${word('mail')}@canary.example`
const password = `${word('password')} of several words`

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
const secrets: Record<string, string> = { password }
let sink: SmtpSink
let receiver: WebhookReceiver
let api: ApiProcess
let processes: ServiceProcess[]
let organisation: TestOrganisation
let admin: Client
let person: Client
let mail: ReceivedMail
let histories: History[]
let projectId: string

beforeAll(async () => {
  sink = await SmtpSink.create()
  receiver = await WebhookReceiver.start()
  await Promise.all([sink.start(), superuser.connect()])
  const settings = { OUTGOING_ALLOWED_HOSTS: '127.0.0.1', LOG_LEVEL: 'debug' }
  const [started, ...others] = await Promise.all([
    services.startApi(settings),
    services.startWorker(settings),
    services.startEmailService({ SMTP_URL: sink.url, LOG_LEVEL: 'debug' }),
  ])
  api = started
  processes = [api.process, ...others]
  organisation = await createOrganisation(database)
  admin = clientOf(api.url, organisation.admin)
  await beInvited()
  await work()
  histories = await allHistories()
})
afterAll(async () => {
  await services.stop()
  await receiver.stop()
  await sink.stop()
  await superuser.end()
  await database.close()
})

/** Somebody comes by a link, signs in, and has a token made. */
async function beInvited(): Promise<void> {
  await admin.call('createInvitation', { body: { email, role: 'admin' } })
  mail = await sink.mailTo(email)
  secrets.link = new URL(linkIn(mail)).hash.slice(1)
  await admin.call('acceptInvitation', { body: { secret: secrets.link, name: names.person, password } })
  const signedIn = await fetch(`${api.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  secrets.session = cookie.split('=')[1] ?? ''
  const made = await fetch(`${api.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: api.url },
    body: JSON.stringify({ name: names.token }),
  })
  const { secret } = (await made.json()) as { secret: string }
  secrets.token = secret
  person = clientOf(api.url, { token: secret })
}

/** A recompute, a webhook, an import and a refused sign-in, all with words of their own. */
async function work(): Promise<void> {
  const url = receiver.url(`/${names.webhookPath}`)
  const hook = await person.call('createWebhook', {
    body: { name: names.webhook, url, eventTypes: ['project.changed'] },
  })
  secrets.webhook = hook.secret.replace('whsec_', '')
  const { project, first } = await createSmallPlan(person)
  projectId = project.id
  const params = { projectId }
  await person.call('patchProject', { params, body: { name: names.project } })
  await person.call('patchTask', { params: { taskId: first }, body: { name: names.task, notes: names.notes } })
  await person.call('createResource', { params, body: { name: names.resource } })
  await person.call('createTeam', { body: { name: names.team } })
  const program = await person.call('createProgram', {
    body: { name: names.program, description: names.programAbout },
  })
  await person.call('setProjectProgram', { params, body: { programId: program.id } })
  await computedPlan(person, projectId)
  const body = new TextEncoder().encode(
    `ID,Name,Duration\n1,${names.fileTask},2d\n2,Pour,bad duration ${names.notes}\n`,
  )
  const { id: importId } = await person.call('createImport', {
    query: { fileName: `${names.fileName}.csv`, mode: 'at-once' },
    body,
  })
  const job = () => person.call('getImport', { params: { importId } })
  // One row is written, and the other waits with what is wrong with it.
  await untilValue(job, ({ state }) => state === 'parked', { what: 'an import that waits', withinMs: 30_000 })
  await untilValue(
    async () => receiver.received.length,
    (count) => count > 0,
    { what: 'a delivery', withinMs: 20_000 },
  )
  await admin.call('signIn', { body: { email, password: `${password}, but wrong` } }).catch(() => undefined)
}

async function allHistories(): Promise<History[]> {
  const found: History[] = []
  for await (const history of readHistories(testStack().temporalAddress)) found.push(history)
  return found
}

const holders = (text: string) =>
  histories.filter((history) => history.text.includes(text)).map(({ workflowId }) => workflowId)

test('the work was done by workflows that are looked at', () => {
  const ids = histories.map(({ workflowId }) => workflowId).join('\n')
  for (const kind of ['recompute/', 'import/', 'notify/', 'webhook/']) expect(ids).toContain(kind)
  // To read is to find: what has to be in a history is found there.
  expect(holders(projectId)).toContain(`recompute/${projectId}`)
})

test.each(Object.entries({ ...names, email }))('no history holds the %s', (_, text) => {
  expect(holders(text)).toEqual([])
})

test.each(['password', 'link', 'session', 'token', 'webhook'])(
  'the secret of the %s is in no history, no log and no table',
  async (what) => {
    // Of a token, what follows its prefix.
    const secret = secrets[what]?.replace(/^(tl_[0-9a-f]{32}|whsec)_/, '') ?? ''
    expect(secret.length).toBeGreaterThan(16)
    expect(holders(secret)).toEqual([])
    expect(processes.filter(({ output }) => output.includes(secret))).toEqual([])
    expect(await tablesWith(superuser, secret)).toEqual([])
  },
)

test.each(Object.entries({ ...names, email }))('no log holds the %s, at the level of debugging', (_, text) => {
  for (const { output } of processes) expect(output.includes(text), output.slice(0, 500)).toBe(false)
})

test('a mail is to one person, and holds no secret but its link', () => {
  const mine = sink.mails.filter(({ source }) => source.includes(email))
  expect(mine.map(({ to }) => to)).toEqual(mine.map(() => [email]))
  for (const { source } of sink.mails)
    for (const what of ['password', 'session', 'token', 'webhook']) expect(source).not.toContain(secrets[what])
  expect(mail.source).toContain(secrets.link?.slice(0, 20))
})

test('no history of the tests before holds a secret or the address of a person', () => {
  const leaks = histories.flatMap(({ workflowId, text }) => leaksIn(text).map((leak) => `${workflowId}: ${leak}`))
  expect(leaks.slice(0, 20)).toEqual([])
})
