import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../harness/until.ts'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
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

const unsent = (page: Page) => page.getByRole('status', { name: 'Changes not saved yet' })
const lengthOf = async (projectId: string, taskId: string) =>
  taskOf(await planOf(world.client, projectId), taskId).durationMinutes

test('what is edited without a connection waits where it can be seen, outlives its page, and is sent', async () => {
  const { projectId, first, second, page } = await openPlan()
  const context = page.context()
  await context.setOffline(true)
  await editCell(page, first, 'duration', '3d')
  await editCell(page, second, 'duration', '4d')
  await untilText(cellOf(page, first, 'duration'), '3d')
  await unsent(page).getByRole('button', { name: '2 changes wait' }).click()
  const list = page.getByRole('dialog', { name: 'Changes not saved yet' })
  expect(await list.getByRole('listitem').count()).toBe(2)
  expect(await list.getByText('Waits for the connection').count()).toBe(2)
  await page.close()

  await context.setOffline(false)
  const next = await context.newPage()
  await next.goto('/')
  await until(async () => (await lengthOf(projectId, first)) === 1440, { what: 'the first change' })
  await until(async () => (await lengthOf(projectId, second)) === 1920, { what: 'the second change' })
  await unsent(next).getByRole('button').waitFor({ state: 'detached' })
  await context.close()
})

test('a change that waited and met a colleague’s asks whose is to stand, also after its page was closed', async () => {
  const { projectId, first, page } = await openPlan()
  const context = page.context()
  await context.setOffline(true)
  await editCell(page, first, 'duration', '3d')
  await editCell(page, first, 'name', 'Mine')
  await unsent(page).getByRole('button', { name: '2 changes wait' }).waitFor()
  await page.close()
  const theirs = { params: { taskId: first }, body: { durationMinutes: 2400 } }
  await world.client.call('patchTask', theirs)

  await context.setOffline(false)
  const next = await context.newPage()
  await next.goto('/')
  await unsent(next).getByRole('button', { name: '1 change was not taken' }).click()
  await next.getByRole('button', { name: 'Choose what to keep' }).click()
  const dialog = next.getByRole('alertdialog', { name: 'Someone changed this at the same time' })
  await dialog.getByRole('row', { name: /^Duration/ }).waitFor()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await until(async () => (await lengthOf(projectId, first)) === 1440, { what: 'my duration' })
  expect(taskOf(await planOf(world.client, projectId), first).name).toBe('Mine')
  await unsent(next).getByRole('button').waitFor({ state: 'detached' })
  await context.close()
})

test('a plan that was open before opens without the service as it was kept, and says so', async () => {
  const { projectId, first, page } = await openPlan()
  const context = page.context()
  await page.getByRole('link', { name: /all projects/ }).click()
  await page.getByRole('table', { name: 'Projects' }).waitFor()
  await context.route('**/api/**', (route) => route.abort())
  await page.goto(`/projects/${projectId}`)
  const banner = page.getByRole('status').filter({ hasText: 'This is the plan as it was' })
  await banner.waitFor()
  await editCell(page, first, 'duration', '3d')
  await untilText(cellOf(page, first, 'duration'), '3d')
  await unsent(page).getByRole('button', { name: '1 change waits' }).waitFor()
  await context.unroute('**/api/**')
  await banner.waitFor({ state: 'detached' })
  await until(async () => (await lengthOf(projectId, first)) === 1440, { what: 'the change' })
  await context.close()
})
