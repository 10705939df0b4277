import { findFreePorts } from '@throughline/deploy'
import { linkSecret, loadSettings } from '@throughline/platform'
import { generateSync } from 'otplib/functional'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestPerson, testStack } from '../harness/index.ts'
import { Services } from '../harness/service/index.ts'
import { type OpenIdIssuer, startOpenIdIssuer } from '../harness/sign-in/index.ts'
import { type BrowserWorld, createBrowserWorld, signIn } from './world.ts'

/** With an issuer of OpenID Connect whose pages the browser goes through. */
let world: BrowserWorld
let issuer: OpenIdIssuer
let url: string
const services = new Services(testStack())
beforeAll(async () => {
  const [port] = await findFreePorts(1)
  url = `http://127.0.0.1:${port}`
  issuer = await startOpenIdIssuer([`${url}/api/v1/sign-in-providers/corp/callback`])
  world = await createBrowserWorld()
  await services.startApi({
    PORT: String(port),
    OIDC_PROVIDERS: JSON.stringify([issuer.setting('corp')]),
    OUTGOING_ALLOWED_HOSTS: '127.0.0.1',
  })
})
afterAll(async () => {
  await services.stop()
  await world?.end()
  await issuer?.close()
})

const untilSignedIn = (page: Page) => page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()

/** At the pages of the issuer. */
async function saysWhoTheyAre(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function openAccount(person: TestPerson): Promise<Page> {
  const page = await world.openPage({ baseURL: url })
  await page.goto('/sign-in?next=%2Faccount')
  await signIn(page, person)
  await page.getByRole('heading', { name: 'Ways to sign in' }).waitFor()
  return page
}

async function linkedWith(person: TestPerson, login: string): Promise<Page> {
  const page = await openAccount(person)
  const section = page.getByRole('region', { name: 'Ways to sign in' })
  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Link Issuer corp' }).click()
  await saysWhoTheyAre(page, login)
  await section.getByText(`Issuer corp: ${login}`).waitFor()
  return page
}

test('an account of a provider is linked, signs in to where one wanted to go, and is unlinked', async () => {
  const person = await world.organisation.addPerson()
  const account = await linkedWith(person, 'ada')
  const page = await world.openPage({ baseURL: url })
  const violations: string[] = []
  page.on('console', (message) => message.type() === 'error' && violations.push(message.text()))
  await page.goto('/imports')
  await page.getByRole('button', { name: 'Sign in with Issuer corp' }).click()
  await saysWhoTheyAre(page, 'ada')
  await page.waitForURL(`${url}/imports`)
  await page.getByRole('heading', { name: 'Imports', exact: true }).waitFor()
  expect(violations.filter((text) => /Content Security Policy/.test(text))).toEqual([])
  // The issuer, on another port of the same host, has cookies too.
  const cookies = (await page.context().cookies(url)).filter(({ name }) => name.startsWith('throughline'))
  expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite]).sort()).toEqual([
    ['throughline_device', true, 'Lax'],
    ['throughline_session', true, 'Lax'],
  ])

  const section = account.getByRole('region', { name: 'Ways to sign in' })
  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Unlink Issuer corp: ada' }).click()
  await section.getByText('Issuer corp: ada').waitFor({ state: 'detached' })
  for (const each of [page, account]) await each.context().close()
})

test('who is not linked with anybody is told what to do', async () => {
  const page = await world.openPage({ baseURL: url })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Issuer corp' }).click()
  await saysWhoTheyAre(page, 'nobody')
  await page.getByRole('alert').filter({ hasText: 'Nobody here is linked with this account' }).waitFor()
  await page.getByRole('button', { name: 'Sign in with Issuer corp' }).waitFor()
  await page.context().close()
})

test('who has an authenticator app gives its code after the provider', async () => {
  const person = await world.organisation.addPerson()
  const account = await linkedWith(person, 'grace')
  const step = account.getByRole('region', { name: 'Authenticator app' })
  await step.getByLabel('Present password').fill(person.password)
  await step.getByRole('button', { name: 'Add an app' }).click()
  const secret = await step.getByLabel('Secret for the app').inputValue()
  const codeOf = (periods: number) => generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 * periods })
  await step.getByLabel('Code', { exact: true }).fill(codeOf(-1))
  await step.getByRole('button', { name: 'Ask for codes from now on' }).click()
  await step.getByRole('list', { name: 'Recovery codes' }).waitFor()

  const page = await world.openPage({ baseURL: url })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with Issuer corp' }).click()
  await saysWhoTheyAre(page, 'grace')
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor()
  await page.getByLabel('Code').fill(codeOf(1))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await untilSignedIn(page)
  for (const each of [page, account]) await each.context().close()
})

test('who is invited joins with an account of a provider', async () => {
  const email = 'invited.with.a.provider@example.com'
  const { id } = await world.client.call('createInvitation', { body: { email } })
  const page = await world.openPage({ baseURL: url })
  await page.goto(`/invitation#${linkSecret(loadSettings(testStack().env).api.sessionSecret, id)}`)
  await page.getByRole('button', { name: 'Join with Issuer corp' }).click()
  await saysWhoTheyAre(page, 'ida')
  await untilSignedIn(page)
  await page.goto('/account')
  await page.getByText(`You sign in as ${email}`).waitFor()
  await page.getByText('You have no password').waitFor()
  await page.context().close()
})
