import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('a plan is printed in pages with its table and bars, and saved as a picture', async () => {
  const { project } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await page.getByRole('button', { name: 'Print or save as PDF' }).click()
  const dialog = page.getByRole('dialog', { name: 'Print or save the plan' })
  await dialog.getByText('1 page with the rows').waitFor()
  await dialog.getByRole('img', { name: 'First page' }).waitFor()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as SVG' }).click(),
  ])
  const svg = await readFile(await download.path(), 'utf8')
  expect(download.suggestedFilename()).toBe(`${project.name}.svg`)
  expect(svg).toContain('>First<')
  expect(svg).toContain('>Page 1 of 1<')
  expect(svg.match(/<path /g)?.length).toBeGreaterThan(2)

  // The dialog of the system cannot be seen here: what it would be given can.
  await page.evaluate(() => {
    const append = document.body.append.bind(document.body)
    document.body.append = (...nodes) => {
      append(...nodes)
      const [frame] = nodes
      if (frame instanceof HTMLIFrameElement && frame.contentWindow) {
        frame.contentWindow.print = () => {
          document.title = `Prints ${frame.contentDocument?.querySelectorAll('svg').length}`
        }
      }
    }
  })
  await dialog.getByRole('button', { name: 'Print or save as PDF' }).click()
  await page.waitForFunction(() => document.title === 'Prints 1')
  await page.context().close()
})
