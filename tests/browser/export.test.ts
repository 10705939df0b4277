import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let page: Page
beforeAll(async () => {
  world = await createBrowserWorld()
  const { project } = await createSmallPlan(world.client)
  await world.client.call('patchProject', { params: { projectId: project.id }, body: { name: 'Bridge – West' } })
  await computedPlan(world.client, project.id)
  page = await world.openSignedIn(`/projects/${project.id}`)
})
afterAll(() => world?.end())

/** Chooses files of the menu, one within the other, and waits for the download. */
async function download(...names: readonly string[]) {
  await page.getByRole('button', { name: 'Export' }).click()
  const downloading = page.waitForEvent('download')
  for (const name of names) await page.getByRole('menuitem', { name, exact: true }).click()
  const file = await downloading
  expect(await file.failure()).toBeNull()
  await page.getByRole('menu').waitFor({ state: 'detached' })
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

test('a project is downloaded from its menu, under its name', async () => {
  const json = await download('Throughline (JSON)')
  expect(json.name).toBe('Bridge – West.json')
  const { tasks } = JSON.parse(json.bytes.toString('utf8')) as { tasks: { name: string; stored: unknown }[] }
  expect(tasks.map(({ name }) => name)).toEqual(['First', 'Second'])
  expect(tasks[0]?.stored).toMatchObject({ start: expect.stringMatching(/^2026-/) })
  const pdf = await download('PDF, A4')
  expect([pdf.name, pdf.bytes.subarray(0, 5).toString()]).toEqual(['Bridge – West.pdf', '%PDF-'])
  const table = await download('CSV', 'Links')
  expect([table.name, table.bytes.toString('utf8')]).toEqual([
    'Bridge – West - Links.csv',
    expect.stringContaining('FS'),
  ])
})

test('the drawing is one that a browser shows, with a title on each bar', async () => {
  const { bytes } = await download('Drawing (SVG)')
  const shown = await page.context().newPage()
  await shown.setContent(bytes.toString('utf8').replace(/^<\?xml.*?\?>/, ''))
  const bar = shown.locator('svg g', { has: shown.locator('title', { hasText: /^First: / }) }).last()
  const box = await bar.boundingBox()
  expect(box?.width).toBeGreaterThan(5)
  expect(await shown.locator('svg text', { hasText: 'Second' }).first().boundingBox()).not.toBeNull()
  await shown.close()
})
