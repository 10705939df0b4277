import { afterAll, beforeAll, expect, test } from 'vitest'
import { FileHost } from '../harness/index.ts'
import { makeMspdi } from '../integration/mspdi.ts'
import { planOf } from '../integration/support.ts'
import { phaseOf, untilPhase } from './import-page.ts'
import { createOwnBrowserWorld, type OwnBrowserWorld } from './world.ts'

let world: OwnBrowserWorld
let host: FileHost
beforeAll(async () => {
  host = await FileHost.start()
  world = await createOwnBrowserWorld({ OUTGOING_ALLOWED_HOSTS: '127.0.0.1', IMPORT_FETCH_RETRY_SECONDS: '1' })
})
afterAll(async () => {
  await world?.end()
  await host?.close()
})

const secret = '?signature=v3ry-s3cret'

test('a plan is imported from a link, though the worker is killed while it comes', async () => {
  const page = await world.openSignedIn('/imports/new')
  const link = page.getByRole('textbox', { name: 'From a link' })
  await link.fill('plans.example.com/plan.xml')
  await page.getByRole('button', { name: 'Use the link' }).click()
  await page.getByText('Give an address that begins with https:// or http://').waitFor()

  // A file of this network, which the operator has not allowed.
  await link.fill('http://10.0.0.1/plan.xml')
  await page.getByRole('button', { name: 'Use the link' }).click()
  await page.getByRole('button', { name: 'Fetch' }).click()
  await page.getByText('The address is not a public one').waitFor()
  await page.getByRole('button', { name: 'Another file' }).click()

  const url = `${host.give('/harbour.xml', `${makeMspdi(40)}<!-- ${' '.repeat(2_500_000)} -->`)}${secret}`
  await link.fill(url)
  await page.getByRole('button', { name: 'Use the link' }).click()
  await page.getByText(host.origin).waitFor()
  await page.getByRole('textbox', { name: 'Name of the project' }).fill('Harbour')
  await world.worker.arm('import:fetch-piece#2:hold')
  await page.getByRole('button', { name: 'Fetch' }).click()
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
  await untilPhase(page, 'Fetching the file')
  await world.worker.reached('import:fetch-piece')
  await page.getByText(`It comes from ${host.origin}.`).waitFor()
  await expect
    .poll(() => page.getByRole('progressbar', { name: 'File' }).getAttribute('aria-valuetext'))
    .toMatch(/^[\d.]+ (bytes|kB|MB) of 2\.\d MB$/)
  await world.worker.kill()
  await page.reload()
  await untilPhase(page, 'Fetching the file')
  await world.restartWorker()
  await untilPhase(page, 'Waiting for your review')
  expect(await page.content()).not.toContain('s3cret')
  await page.getByRole('button', { name: /^Import [\d,]+ rows?$/ }).click()
  await untilPhase(page, 'Done', 90_000)
  await page.getByRole('link', { name: 'Open the plan' }).click()
  await page.getByRole('heading', { name: 'Harbour' }).waitFor()
  const { tasks } = await planOf(world.client, new URL(page.url()).pathname.split('/')[2] ?? '')
  expect(tasks).toHaveLength(40)
  await page.context().close()
})

test('a file that is not there says so, and is tried again when it is', async () => {
  const page = await world.openSignedIn('/imports/new')
  await page.getByRole('textbox', { name: 'From a link' }).fill(`${host.give('/later.csv', 404)}${secret}`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Fetch' }).click()
  await untilPhase(page, 'The file could not be imported')
  await page.getByText(`The file could not be fetched from ${host.origin}: the host answered 404.`).waitFor()
  const failed = page.url()
  host.give('/later.csv', 'Name,Duration\nDig,2d\n')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForURL((url) => url.href !== failed && /\/imports\/[0-9a-f-]{36}/.test(url.pathname))
  await untilPhase(page, 'Waiting for your review')
  await page.goto(failed)
  await phaseOf(page).filter({ hasText: 'The file could not be imported' }).waitFor({ state: 'attached' })
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  await page.context().close()
})
