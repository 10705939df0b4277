import { findFreePorts } from '@throughline/deploy'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'
import { Services } from '../harness/service/index.ts'
import { type BrowserWorld, createBrowserWorld, signIn } from './world.ts'

/** With an authenticator of Chromium's own. Passkeys are for names, not for addresses such as 127.0.0.1. */
let world: BrowserWorld
let url: string
const services = new Services(testStack())
beforeAll(async () => {
  const [port] = await findFreePorts(1)
  url = `http://localhost:${port}`
  world = await createBrowserWorld()
  await services.startApi({ PORT: String(port), PUBLIC_URL: url })
})
afterAll(async () => {
  await services.stop()
  await world?.end()
})

/** An authenticator in the device that has a finger on it, or not. */
async function addAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    passkeys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    setVerified: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

test('a passkey is added, signs in without a password, and is removed', async () => {
  const person = await world.organisation.addPerson()
  const page = await world.openPage({ baseURL: url })
  const authenticator = await addAuthenticator(page)
  await page.goto('/sign-in?next=%2Faccount')
  await signIn(page, person)
  const section = page.getByRole('region', { name: 'Passkeys' })
  await section.getByLabel('Name of the passkey').fill('Laptop')
  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await section.getByText('Laptop').waitFor()
  expect(await authenticator.passkeys()).toMatchObject([
    { isResidentCredential: true, rpId: 'localhost', userName: person.email, userDisplayName: person.name },
  ])

  await section.getByRole('button', { name: 'Rename Laptop' }).click()
  await section.getByLabel('New name').fill('Work laptop')
  await section.getByRole('button', { name: 'Rename', exact: true }).click()
  await section.getByText('Work laptop').waitFor()

  await page.context().clearCookies()
  await page.goto('/sign-in?next=%2Faccount')
  const enter = page.getByRole('button', { name: 'Sign in with a passkey' })
  await authenticator.setVerified(false)
  await enter.click()
  await page.getByRole('alert').waitFor()
  await authenticator.setVerified(true)
  await enter.click()
  await section.getByText('last used').waitFor()

  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Remove Work laptop' }).click()
  await section.getByText('Work laptop').waitFor({ state: 'detached' })
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await enter.click()
  await page.getByRole('alert').filter({ hasText: 'The passkey is not right' }).waitFor()
  await page.context().close()
})
