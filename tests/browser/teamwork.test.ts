import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../harness/until.ts'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { cellOf, cutLiveConnection, editCell, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

async function openPlan() {
  const plan = await createSmallPlan(world.client)
  await computedPlan(world.client, plan.project.id)
  const colleague = await world.join(plan.project.id, 'scheduler')
  return { ...plan, projectId: plan.project.id, path: `/projects/${plan.project.id}`, colleague }
}

const conflictDialog = (page: Page) => page.getByRole('alertdialog', { name: 'Someone changed this at the same time' })

test('undo takes back my last act but what a colleague changed since, and redo does it again', async () => {
  const { projectId, path, first, second, colleague } = await openPlan()
  const page = await world.openSignedIn(path)
  await untilLive(page)
  await world.client.call('createChangeSet', {
    params: { projectId },
    body: {
      summary: 'Made both longer',
      operations: [first, second].map((id) => ({
        op: 'update' as const,
        entity: 'task' as const,
        id,
        patch: { durationMinutes: 1440 },
      })),
    },
  })
  await colleague.client.call('patchTask', { params: { taskId: second }, body: { durationMinutes: 2400 } })
  await untilText(cellOf(page, second, 'duration'), '5d')

  await page.getByRole('button', { name: 'Undo: Made both longer' }).waitFor()
  await cellOf(page, first, 'name').click()
  await page.keyboard.press('Control+z')
  const kept = page.getByRole('table', { name: 'Rows that were kept' })
  const row = kept.getByRole('row', { name: /^Second/ })
  await row.waitFor()
  expect(await row.innerText()).toMatch(new RegExp(`duration\\s+changed since by ${colleague.person.name}`))
  expect(await kept.getByRole('row').count()).toBe(2)
  await page.getByRole('button', { name: 'Close' }).last().click()
  await untilText(cellOf(page, first, 'duration'), '1d')
  await untilText(cellOf(page, second, 'duration'), '5d')

  await page.getByRole('button', { name: /^Redo: / }).click()
  await untilText(cellOf(page, first, 'duration'), '3d')
  const plan = await planOf(world.client, projectId)
  expect([first, second].map((id) => taskOf(plan, id).durationMinutes)).toEqual([1440, 2400])
  await page.context().close()
})

test('the activity takes back any act, and says so', async () => {
  const { path, first } = await openPlan()
  const page = await world.openSignedIn(path)
  await untilLive(page)
  await editCell(page, first, 'name', 'Foundations')
  await editCell(page, first, 'duration', '2d')
  await page.getByRole('link', { name: 'Activity' }).click()
  const list = page.getByRole('list', { name: 'Activity' })
  await list.getByRole('button', { name: /^Undo: Renamed/ }).click()
  await list.getByRole('listitem').filter({ hasText: 'undone' }).filter({ hasText: 'Renamed' }).waitFor()
  await list.getByRole('button', { name: /^Redo: / }).waitFor()
  await page.getByRole('link', { name: 'Schedule' }).click()
  await untilText(cellOf(page, first, 'name'), 'First')
  await untilText(cellOf(page, first, 'duration'), '2d')
  await page.context().close()
})

test('of two who set the same field, the later chooses whose value stands', async () => {
  const { projectId, path, first, second, colleague } = await openPlan()
  const page = await world.openSignedIn('/')
  await cutLiveConnection(page)
  await page.goto(path)
  await cellOf(page, first, 'duration').waitFor()
  const makeFiveDays = (taskId: string) =>
    colleague.client.call('patchTask', { params: { taskId }, body: { durationMinutes: 2400 } })

  await makeFiveDays(second)
  await editCell(page, second, 'duration', '4d')
  await conflictDialog(page).getByRole('button', { name: 'Take theirs' }).click()
  await untilText(cellOf(page, second, 'duration'), '5d')

  await makeFiveDays(first)
  await editCell(page, first, 'duration', '3d')
  const row = conflictDialog(page).getByRole('row', { name: /^Duration/ })
  await row.waitFor()
  expect((await row.getByRole('cell').allInnerTexts()).map((text) => text.trim())).toEqual(['3d', '5d'])
  await conflictDialog(page).getByRole('button', { name: 'Keep mine' }).click()
  await conflictDialog(page).waitFor({ state: 'hidden' })
  await untilText(cellOf(page, first, 'duration'), '3d')
  await until(async () => taskOf(await planOf(world.client, projectId), first).durationMinutes === 1440)
  const plan = await planOf(world.client, projectId)
  expect([first, second].map((id) => taskOf(plan, id).durationMinutes)).toEqual([1440, 2400])
  await page.context().close()
})

test('a task that is deleted while I edit it comes back with its links and my change', async () => {
  const { projectId, path, first, second, colleague } = await openPlan()
  const page = await world.openSignedIn(path)
  await untilLive(page)
  const cell = cellOf(page, second, 'name')
  await cell.click()
  await cell.click()
  await cell.getByRole('textbox').fill('Walls')
  await colleague.client.call('deleteTask', { params: { taskId: second } })
  const dialog = page.getByRole('alertdialog', { name: 'The task was deleted meanwhile' })
  await dialog.getByText('“Walls”').waitFor()
  await dialog.getByRole('button', { name: 'Restore it and keep mine' }).click()
  await untilText(cellOf(page, second, 'name'), 'Walls')
  const plan = await planOf(world.client, projectId)
  expect(plan.links.map((link) => [link.predecessorId, link.successorId])).toEqual([[first, second]])
  await page.context().close()
})

test('people see who else is there, and at which task', async () => {
  const { path, first, colleague } = await openPlan()
  const mine = await world.openSignedIn(path)
  const theirs = await world.openSignedIn(path, {}, colleague.person)
  const { name } = colleague.person
  await mine.getByRole('list', { name: 'Looking at this project' }).getByRole('img', { name, exact: true }).waitFor()
  await cellOf(theirs, first, 'name').click()
  await mine
    .locator(`[data-task="${first}"]`)
    .getByRole('img', { name: `${name} is at this task` })
    .waitFor()
  expect(await theirs.getByRole('img', { name: `${name} is at this task` }).count()).toBe(0)
  await theirs.context().close()
  await mine.getByRole('list', { name: 'Looking at this project' }).waitFor({ state: 'detached' })
  await mine.context().close()
})

test('a viewer is told that the plan refreshes, sees changes so, and live once the organisation lets them', async () => {
  const { projectId, path, first } = await openPlan()
  const viewer = await world.join(projectId, 'viewer')
  const page = await world.openSignedIn(path, {}, viewer.person)
  await page.getByText('refreshes every 10 seconds').waitFor()
  await world.client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 1440 } })
  await untilText(cellOf(page, first, 'duration'), '3d')

  const admin = await world.openSignedIn('/organisation')
  const setting = admin.getByRole('checkbox', { name: /^Viewers see changes live/ })
  await setting.click()
  await setting.and(admin.locator(':checked:enabled')).waitFor()
  await page.reload()
  await untilLive(page)
  await admin.context().close()
  await page.context().close()
})

test('the people of a project are shown as others change them', async () => {
  const { projectId, path, colleague } = await openPlan()
  const page = await world.openSignedIn(`${path}/people`)
  const members = page.getByRole('list', { name: 'Members' })
  await members.getByText(colleague.person.name).waitFor()
  const added = await world.join(projectId, 'viewer')
  await members.getByText(added.person.name).waitFor()
  const params = { projectId, personId: colleague.person.personId }
  await world.client.call('deleteMember', { params })
  await members.getByText(colleague.person.name).waitFor({ state: 'detached' })
  await page.context().close()
})
