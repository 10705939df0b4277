import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan, taskOf } from '../integration/support.ts'
import { cellOf, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

async function openPlan() {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await untilLive(page)
  return { projectId: project.id, first, second, page }
}

const chart = (page: Page) => page.locator('[data-cursor]').last()

/** Where the bar of the first row begins: the chart shows it a twentieth from its left edge. */
async function firstBar(page: Page): Promise<{ x: number; y: number }> {
  const box = await chart(page).boundingBox()
  if (!box) throw new Error('The chart is not to be seen')
  return { x: box.x + box.width * 0.05, y: box.y + 48 + 16 }
}

const pixelsPerDay = 14

test('while a bar is dragged all that depends on it moves along, before anybody else has computed it', async () => {
  const { projectId, first, second, page } = await openPlan()
  await untilText(cellOf(page, second, 'start'), '3 Mar 26')
  const { x, y } = await firstBar(page)
  world.worker.signal('SIGSTOP')
  try {
    await page.mouse.move(x + 2, y)
    await page.locator('[data-cursor="move"]').waitFor()
    await page.mouse.down()
    await page.mouse.move(x + 2 + 3 * pixelsPerDay, y, { steps: 6 })
    await untilText(cellOf(page, first, 'start'), '5 Mar 26')
    await untilText(cellOf(page, second, 'start'), '6 Mar 26')
    await page.mouse.up()
    await untilText(cellOf(page, second, 'start'), '6 Mar 26')
  } finally {
    world.worker.signal('SIGCONT')
  }
  const plan = await computedPlan(world.client, projectId)
  expect(taskOf(plan, first).earlyStart).toBe('2026-03-05T08:00')
  expect(taskOf(plan, second).earlyStart).toBe('2026-03-06T08:00')
  await untilText(cellOf(page, second, 'start'), '6 Mar 26')
  await page.context().close()
})

test('a drag that is given up leaves everything where it was', async () => {
  const { projectId, second, page } = await openPlan()
  const { x, y } = await firstBar(page)
  const before = await computedPlan(world.client, projectId)
  await page.mouse.move(x + 2, y)
  await page.locator('[data-cursor="move"]').waitFor()
  await page.mouse.down()
  await page.mouse.move(x + 2 + 3 * pixelsPerDay, y, { steps: 4 })
  await untilText(cellOf(page, second, 'start'), '6 Mar 26')
  await page.keyboard.press('Escape')
  await untilText(cellOf(page, second, 'start'), '3 Mar 26')
  await page.mouse.up()
  expect((await computedPlan(world.client, projectId)).project.revision).toBe(before.project.revision)
  await page.context().close()
})

test('the chart comes nearer by the wheel and goes away by its buttons', async () => {
  const { page } = await openPlan()
  const zoom = page.getByRole('radiogroup', { name: 'Zoom' })
  await zoom.getByRole('radio', { name: 'Week', checked: true }).waitFor()
  const { x, y } = await firstBar(page)
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -150)
  await page.keyboard.up('Control')
  await zoom.getByRole('radio', { name: 'Day', checked: true }).waitFor()
  await zoom.getByRole('radio', { name: 'Year' }).click()
  await zoom.getByRole('radio', { name: 'Year', checked: true }).waitFor()
  await page.context().close()
})
