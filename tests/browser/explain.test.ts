import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../harness/index.ts'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

/** A plan whose first task was lengthened from one day to three, in the page. */
async function lengthened() {
  const plan = await createSmallPlan(world.client)
  const path = `/projects/${plan.project.id}`
  await computedPlan(world.client, plan.project.id)
  const page = await world.openSignedIn(path)
  await untilLive(page)
  await editCell(page, plan.first, 'duration', '3d')
  await untilText(page.getByTestId('project-finish'), '5 Mar 2026')
  await computedPlan(world.client, plan.project.id)
  return { ...plan, path, page }
}

test('a moved date says why, by whom and by which run, also by its address', async () => {
  const { first, second, page, path } = await lengthened()
  await cellOf(page, second, 'finish').click()
  await page.keyboard.press('?')
  const panel = page.getByRole('region', { name: 'Why this finish?' })
  await panel.getByText('Thu 5 Mar 2026, 17:00').first().waitFor()
  await panel.getByRole('status').filter({ hasText: '“First” was lengthened by 2 days' }).waitFor()
  const changes = panel.getByRole('list', { name: 'Changes that moved it' })
  await changes.getByText(world.organisation.admin.name).waitFor()
  const chain = panel.getByRole('list', { name: 'What drives it now' })
  expect(await chain.getByRole('button').allInnerTexts()).toEqual(['Second', 'Second', 'First', 'First'])
  await chain.getByText('FS link: starts after it finishes').waitFor()
  const run = await panel.getByRole('link', { name: 'Run in Temporal' }).getAttribute('href')
  expect(run).toContain(encodeURIComponent('recompute/'))
  expect(new URL(page.url()).search).toBe(`?task=${second}&why=finish`)

  await page.reload()
  await panel.getByRole('list', { name: 'What drives it now' }).waitFor()
  await panel.getByRole('button', { name: 'Show on the chart' }).click()
  await chain.getByRole('button', { name: 'First' }).first().click()
  await page.locator(`[data-task="${first}"][aria-selected="true"]`).waitFor()
  await panel.focus()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path)
  await page.context().close()
})

test('the address of a task far below leads to its row, with the chart beside it', async () => {
  const { project } = await createSmallPlan(world.client)
  const operations = Array.from({ length: 60 }, (_, at) => ({
    op: 'create' as const,
    entity: 'task' as const,
    values: {
      name: `Task ${at + 3}`,
      constraintType: 'startNoEarlierThan' as const,
      constraintAt: '2026-09-01T08:00',
    },
  }))
  const params = { projectId: project.id }
  const { created } = await world.client.call('createChangeSet', { params, body: { operations } })
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}?task=${created[50]}`)
  await untilLive(page)
  const row = page.locator(`[data-task="${created[50]}"][aria-selected="true"]`)
  await row.waitFor()
  const heights = () =>
    page.evaluate(() => ({
      table: document.querySelector('[role=treegrid]')?.parentElement?.scrollTop,
      chart: document.querySelector('[data-cursor]')?.scrollTop,
      bottom: document.querySelector('[role=treegrid]')?.parentElement?.getBoundingClientRect().bottom ?? 0,
    }))
  await until(async () => {
    const [{ table, chart, bottom }, box] = await Promise.all([heights(), row.boundingBox()])
    return table === chart && box !== null && box.y + box.height <= bottom && { table }
  })
  await page.context().close()
})

test('the plan can be seen as it was, and compared with what it is', async () => {
  const { first, second, page } = await lengthened()
  await page.getByRole('link', { name: 'History' }).click()
  const points = page.getByRole('listbox', { name: 'Points of the history' })
  await points.getByRole('option', { name: /Set the duration of “First”/ }).waitFor()
  await points.getByRole('option').nth(2).click()
  await page.getByText(/The plan as it was at revision \d+/).waitFor()
  await untilText(cellOf(page, first, 'duration'), '1d')
  expect(await page.getByRole('treegrid', { name: 'Tasks' }).getAttribute('aria-readonly')).toBe('true')
  expect(new URL(page.url()).searchParams.get('at')).toMatch(/^\d+$/)
  await page.reload()
  await untilText(cellOf(page, second, 'finish'), '3 Mar 26')

  await page.getByRole('button', { name: 'Compare with now' }).click()
  const differences = page.getByRole('table', { name: 'Differences' })
  const changed = differences.getByRole('row', { name: /^First/ })
  await changed.getByText('Duration: 1d 3d').waitFor()
  const moved = await differences
    .getByRole('row', { name: /^Second/ })
    .getByRole('cell')
    .allInnerTexts()
  expect(moved.slice(0, 3)).toEqual(['moved', '3 Mar 26 5 Mar 26', '3 Mar 26 5 Mar 26'])
  await page.getByRole('list', { name: 'Counts' }).getByText('3 Mar 2026 → 5 Mar 2026').waitFor()
  await page.context().close()
})

test('the activity leads to the plan before a change', async () => {
  const { first, page } = await lengthened()
  await page.getByRole('link', { name: 'Activity' }).click()
  const item = page
    .getByRole('list', { name: 'Activity' })
    .getByRole('listitem')
    .filter({ hasText: 'duration of “First”' })
  await item.getByRole('button', { name: /^More about revision/ }).click()
  await page.getByRole('menuitem', { name: 'View the plan before this change' }).click()
  await untilText(cellOf(page, first, 'duration'), '1d')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await untilText(cellOf(page, first, 'duration'), '3d')
  await page.context().close()
})

test('the plan is measured against the baseline that was set', async () => {
  const { first, second, page } = await lengthened()
  await page.getByRole('button', { name: 'Baselines' }).click()
  const dialog = page.getByRole('dialog', { name: 'Baselines' })
  await dialog.getByLabel('Set a baseline').fill('Agreed')
  await dialog.getByRole('button', { name: 'Set baseline' }).click()
  const baselines = dialog.getByRole('list', { name: 'Baselines' })
  await baselines.getByText('active').waitFor()
  await page.keyboard.press('Escape')
  await untilText(page.getByTestId('project-variance'), '0d')

  await editCell(page, first, 'duration', '5d')
  await untilText(cellOf(page, second, 'variance'), '\\+2d')
  await untilText(page.getByTestId('project-variance'), '\\+2d')

  await page.getByRole('button', { name: 'Baselines' }).click()
  await dialog.getByRole('button', { name: 'Rename Agreed' }).click()
  await dialog.getByLabel('Name', { exact: true }).fill('Signed')
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click()
  await baselines.getByText('Signed').waitFor()
  await dialog.getByRole('button', { name: 'Delete Signed' }).click()
  await dialog.getByText('There is none yet.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('project-variance').waitFor({ state: 'detached' })
  expect(await cellOf(page, second, 'variance').count()).toBe(0)
  await page.context().close()
})

test('deleting a task says first what would move', async () => {
  const { first, second, page } = await lengthened()
  await cellOf(page, first, 'name').click()
  await page.keyboard.press('Control+Delete')
  const dialog = page.getByRole('alertdialog', { name: 'Delete task' })
  await dialog.getByText(/^The dates of 1 other task would move, finish 5 Mar 2026 → 2 Mar 2026\.$/).waitFor()
  await dialog.getByRole('button', { name: 'Delete task' }).click()
  await untilText(cellOf(page, second, 'finish'), '2 Mar 26')
  await page.context().close()
})
