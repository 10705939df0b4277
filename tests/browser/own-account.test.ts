import jsqr from 'jsqr'
import { generateSync } from 'otplib/functional'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWorld, createBrowserWorld, signIn } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

async function openAccount() {
  const person = await world.organisation.addPerson()
  const page = await world.openPage()
  await page.goto('/sign-in?next=%2Faccount')
  await signIn(page, person)
  return { person, page }
}

test('the code that is shown is read by a camera, and has what the app needs', async () => {
  const { person, page } = await openAccount()
  const section = page.getByRole('region', { name: 'Authenticator app' })
  await section.getByLabel('Present password').fill(person.password)
  await section.getByRole('button', { name: 'Add an app' }).click()
  const secret = await section.getByLabel('Secret for the app').inputValue()
  const { data, width, height } = PNG.sync.read(
    await section.getByRole('img', { name: 'QR code of the secret' }).screenshot(),
  )
  const read = jsqr(new Uint8ClampedArray(data), width, height)?.data ?? 'nothing that can be read'
  expect(read).toMatch(/^otpauth:\/\/totp\//)
  const given = new URL(read)
  expect(given.searchParams.get('secret')).toBe(secret)
  expect(decodeURIComponent(given.pathname)).toContain(person.email)
  await section.getByLabel('Code').fill(generateSync({ secret: given.searchParams.get('secret') ?? '' }))
  await section.getByRole('button', { name: 'Ask for codes from now on' }).click()
  await section.getByText('Recovery codes').first().waitFor()
  await page.context().close()
})

test('a name is changed, and shown', async () => {
  const { person, page } = await openAccount()
  await page.getByRole('heading', { level: 1, name: person.name }).waitFor()
  const section = page.getByRole('region', { name: 'Your name' })
  await section.getByLabel('Name').fill('Ada Byron')
  await section.getByRole('button', { name: 'Change name' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ada Byron' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Ada Byron' }).waitFor()
  await page.context().close()
})
