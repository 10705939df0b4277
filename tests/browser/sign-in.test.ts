import { generateSync } from 'otplib/functional'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'
import { linkIn } from '../harness/link-in-mail.ts'
import { Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { until } from '../harness/until.ts'
import { createSmallPlan } from '../integration/support.ts'
import { untilLive } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld, signIn } from './world.ts'

let world: BrowserWorld
let sink: SmtpSink
const services = new Services(testStack())
beforeAll(async () => {
  sink = await SmtpSink.create()
  await sink.start()
  world = await createBrowserWorld()
  // Links lead to the api of this world.
  await services.startEmailService({ SMTP_URL: sink.url, PUBLIC_URL: world.api.url })
})
afterAll(async () => {
  await services.stop()
  await world?.end()
  await sink?.stop()
})

const password = 'seven quiet harbours'

async function linkTo(address: string): Promise<string> {
  const mail = () => sink.mails.find(({ to }) => to.includes(address))
  const found = await until(mail, { what: `a mail to ${address}`, withinMs: 30_000 })
  return linkIn(found)
}

const untilSignedIn = (page: Page) => page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()

test('a forgotten password is set anew by the link of a mail, which works once', async () => {
  const person = await world.organisation.addPerson()
  const page = await world.openPage()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot it?' }).click()
  // Both pages have a field of this name.
  await page.getByRole('button', { name: 'Send a link' }).waitFor()
  await page.getByLabel('Email').fill(person.email)
  await page.getByRole('button', { name: 'Send a link' }).click()
  await page.getByText('a mail with a link is on its way').waitFor()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  const link = await linkTo(person.email)
  await page.goto(link)
  await page.getByLabel('New password').fill('Password1')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('alert').filter({ hasText: 'most common passwords' }).waitFor()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByText('Your password is set').waitFor()
  expect(asked.filter((line) => line.includes(new URL(link).hash.slice(1)) && !line.startsWith(link))).toEqual([])

  await page.goto('/sign-in')
  await signIn(page, { email: person.email, password })
  await untilSignedIn(page)
  const again = await world.openPage()
  await again.goto(link)
  await again.getByLabel('New password').fill('eight calm harbours')
  await again.getByRole('button', { name: 'Set the password' }).click()
  await again.getByRole('alert').filter({ hasText: 'used already' }).waitFor()
  for (const each of [page, again]) await each.context().close()
})

test('with an authenticator app a sign-in takes its code, or a recovery code', async () => {
  const person = await world.organisation.addPerson()
  const page = await world.openSignedIn('/account', {}, person)
  const section = page.getByRole('region', { name: 'Authenticator app' })
  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Add an app' }).click()
  const secret = await section.getByLabel('Secret for the app').inputValue()
  // The code of the period before is taken as well, and leaves those of now and the next.
  const codeOf = (periods: number) => generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 * periods })
  await section.getByLabel('Code', { exact: true }).fill(codeOf(-1))
  await section.getByRole('button', { name: 'Ask for codes from now on' }).click()
  const codes = section.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  expect(await codes.count()).toBe(10)
  const recovery = await codes.first().innerText()

  for (const code of [() => codeOf(1), () => recovery]) {
    const again = await world.openPage()
    await again.goto('/sign-in')
    await signIn(again, person)
    await again.getByLabel('Code').fill('000000')
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.getByRole('alert').filter({ hasText: 'not right' }).waitFor()
    await again.getByLabel('Code').fill(code())
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await untilSignedIn(again)
    await again.context().close()
  }
  await page.context().close()
})

test('who is invited says name and password, and is in', async () => {
  const email = 'invited.in.a.browser@example.com'
  const admin = await world.openSignedIn('/organisation/people')
  await admin.getByLabel('Email').fill(email)
  await admin.getByRole('button', { name: 'Invite' }).click()
  await admin.getByRole('list', { name: 'Invitations' }).getByText(email).waitFor()
  const page = await world.openPage()
  await page.goto(await linkTo(email))
  await page.getByRole('heading', { name: `Join ${world.organisation.name}` }).waitFor()
  await page.getByLabel('Name').fill('Ida')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page, { email, password })
  await untilSignedIn(page)
  for (const each of [page, admin]) await each.context().close()
})

test('ending a session elsewhere closes the socket of its page, and the page asks to sign in', async () => {
  const { project } = await createSmallPlan(world.client)
  const { person } = await world.join(project.id, 'scheduler')
  const lost = await world.openPage()
  const closed: string[] = []
  lost.on('websocket', (socket) => socket.on('close', () => closed.push(socket.url())))
  await lost.goto('/sign-in')
  await signIn(lost, person)
  await untilSignedIn(lost)
  await lost.goto(`/projects/${project.id}`)
  await untilLive(lost)
  const own = await world.openSignedIn('/account', {}, person)
  const sessions = own.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await own.getByText(', this one').waitFor()
  expect(await sessions.count()).toBe(2)
  closed.length = 0
  await own.getByRole('button', { name: /^End Chrome/ }).click()
  await until(() => closed.length > 0, { what: 'the end of the socket', withinMs: 2_000 })
  await lost.reload()
  await lost.getByRole('heading', { name: 'Sign in' }).waitFor()
  await own.reload()
  await own.getByText(', this one').waitFor()
  for (const each of [lost, own]) await each.context().close()
})
