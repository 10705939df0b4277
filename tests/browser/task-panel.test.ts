import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { cellOf } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

const panelOf = (page: Page) => page.getByRole('region', { name: 'Task', exact: true })

test('a task is renamed, described, placed, given to somebody and tied in its panel; a viewer reads it there', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const { person: viewer } = await world.join(project.id, 'viewer')
  const page = await world.openSignedIn(`/projects/${project.id}`)
  const panel = panelOf(page)

  await cellOf(page, first, 'finish').click()
  await page.keyboard.press('Shift+Enter')
  await panel.waitFor()
  await page.waitForURL((url) => url.searchParams.get('panel') === 'details')
  const title = panel.getByLabel('Name of the task')
  await title.fill('Lay the cable')
  await title.press('Enter')
  await cellOf(page, first, 'name').getByText('Lay the cable').waitFor()

  await panel.getByRole('button', { name: 'Add a description' }).click()
  await panel.getByRole('textbox', { name: 'Description' }).fill('- **grey** one\n- <b>blue</b> one')
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByRole('listitem').filter({ hasText: 'grey one' }).locator('strong').waitFor()
  expect(await panel.locator('b').count()).toBe(0)

  const duration = panel.getByRole('textbox', { name: 'Duration' })
  await duration.fill('soon')
  await duration.press('Enter')
  await panel.getByRole('alert').getByText('“soon” is not a duration').waitFor()
  await duration.fill('3d')
  await duration.press('Enter')
  await panel.getByText('Wed 4 Mar 2026, 17:00').waitFor()
  await panel.getByLabel('Constraint', { exact: true }).selectOption('Finish no later than')
  await panel.getByLabel('Constraint date').waitFor()
  await panel.getByLabel('Deadline').fill('2026-03-06')
  await panel.getByLabel('Deadline').press('Enter')

  await panel.getByLabel('Assign somebody').fill('Crane')
  await page.getByRole('option', { name: 'Add “Crane” as a new resource' }).click()
  await cellOf(page, first, 'resources').getByText('Crane').waitFor()
  await panel.getByLabel('Units of Crane').fill('50%')
  await panel.getByLabel('Units of Crane').press('Enter')
  await cellOf(page, first, 'resources').getByText('Crane 50%').waitFor()

  await panel.getByLabel('Lag of the link with Second').fill('2d')
  await panel.getByLabel('Lag of the link with Second').press('Enter')
  await cellOf(page, second, 'predecessors').getByText('1FS+2d').waitFor()
  await panel.getByRole('button', { name: 'Second', exact: true }).click()
  await expect.poll(() => title.inputValue()).toBe('Second')
  await panel.getByRole('button', { name: 'Remove the link with Lay the cable' }).click()
  await expect.poll(() => cellOf(page, second, 'predecessors').textContent()).toBe('')
  await panel.getByLabel('Add a predecessor').fill('1')
  await page.getByRole('option', { name: /Lay the cable/ }).click()
  await expect.poll(() => cellOf(page, second, 'predecessors').textContent()).toBe('1')

  const plan = await computedPlan(world.client, project.id)
  expect(plan.tasks.find(({ id }) => id === first)).toMatchObject({
    ...{ name: 'Lay the cable', durationMinutes: 1440, deadline: '2026-03-06T17:00' },
    ...{ constraintType: 'finishNoLaterThan', constraintAt: '2026-03-04T17:00' },
  })

  await panel.getByLabel('Add an item').fill('Survey')
  await panel.getByLabel('Add an item').press('Enter')
  await panel.getByLabel('Add an item').fill('Permit')
  await panel.getByLabel('Add an item').press('Enter')
  await panel.getByRole('checkbox', { name: 'Permit' }).check()
  await page.keyboard.press('Alt+ArrowUp')
  const items = panel.getByRole('list', { name: 'Checklist of Second' }).getByRole('checkbox')
  await expect.poll(() => items.evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual(['Permit', 'Survey'])
  await page.getByRole('button', { name: 'Checklist of Second: 1 of 2 done' }).waitFor()

  await panel.getByRole('tab', { name: 'History' }).click()
  await page.waitForURL((url) => url.searchParams.get('panel') === 'history')
  const steps = panel.getByRole('list', { name: 'History of Second' })
  const move = steps
    .getByRole('listitem')
    .filter({ hasText: 'because “Lay the cable” was lengthened by 2 days' })
    .first()
  expect(await move.getByRole('link', { name: 'Run in Temporal' }).getAttribute('href')).toMatch(/^http.*workflows/)
  await steps.getByText('Link with Lay the cable removed').first().waitFor()

  const looking = await world.openSignedIn(`/projects/${project.id}?task=${first}&panel=details`, {}, viewer)
  const read = panelOf(looking)
  await read.getByText('Finish no later than').waitFor()
  await read.getByRole('heading', { name: 'Lay the cable' }).waitFor()
  expect(await read.locator('input, textarea, select').count()).toBe(0)
  await read.getByRole('button', { name: 'Watch', exact: true }).click()
  await read.getByRole('button', { name: 'Stop watching' }).waitFor()
  const watching = read.getByRole('list', { name: 'Who watches Lay the cable' })
  await watching.getByText(viewer.name).waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  for (const each of [page, looking]) await each.context().close()
})
