import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeMspdi } from '../integration/mspdi.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

const fileOf = (name: string, content: string) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(content) })

async function openDialog() {
  const page = await world.openSignedIn('/')
  await page.getByRole('button', { name: 'Import' }).first().click()
  const dialog = page.getByRole('dialog')
  return { page, dialog }
}

test('imports a file, with progress, and opens the plan', async () => {
  const { page, dialog } = await openDialog()
  const phases = new Set<string>()
  await dialog.locator('input[type=file]').setInputFiles(fileOf('chain.xml', makeMspdi(3_000)))
  const phase = dialog.getByRole('status', { name: 'Import phase' })
  await phase.waitFor()
  const openPlan = dialog.getByRole('button', { name: 'Open plan' })
  for (const end = Date.now() + 60_000; Date.now() < end && !(await openPlan.isVisible()); ) {
    phases.add((await phase.innerText().catch(() => '')).split('\n')[0] ?? '')
    await page.waitForTimeout(10)
  }
  expect(phases.has('Writing the plan')).toBe(true)
  await openPlan.click()
  await page.getByRole('treegrid', { name: 'Tasks' }).waitFor()
  await page.getByRole('gridcell', { name: 'Task 1', exact: true }).waitFor()
  expect(await page.getByRole('treegrid').getAttribute('aria-rowcount')).toBe('3001')
  await page.context().close()
})

test('says where a broken file is broken', async () => {
  const { page, dialog } = await openDialog()
  await dialog.locator('input[type=file]').setInputFiles(fileOf('broken.xml', makeMspdi(5, { closed: false })))
  const message = dialog.getByRole('alert')
  await message.waitFor()
  expect(await message.innerText()).toMatch(/^Line 12, column \d+: /)
  await page.context().close()
})
