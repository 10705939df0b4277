import type { ChangeOperation } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { type RawBuilder, sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan, planOf } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

/** Beneath the checks: the service itself refuses to make a plan that cannot be computed. */
const slip = (text: RawBuilder<unknown>) =>
  withTransaction(world.database, { organisationId: world.organisation.id }, (transaction) => text.execute(transaction))

const bannerOf = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be computed' })

test('a circle is told with its tasks, keeps the last good dates, and is gone when a link of it is', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  await slip(sql`
    insert into link (id, organisation_id, project_id, predecessor_id, successor_id, revision)
    select ${crypto.randomUUID()}, organisation_id, id, ${second}, ${first}, revision + 1
    from project where id = ${project.id}`)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await untilLive(page)
  await editCell(page, first, 'duration', '4d')

  const banner = bannerOf(page)
  await banner.getByText('Tasks depend on each other in a circle').waitFor()
  expect((await banner.getByRole('link').allInnerTexts()).toSorted()).toEqual(['First', 'Second'])
  for (const task of [first, second]) {
    await cellOf(page, task, 'name').getByRole('img', { name: 'Keeps the dates from being computed' }).waitFor()
  }
  await untilText(cellOf(page, second, 'finish'), '3 Mar 26')
  await untilText(page.getByTestId('project-finish'), '3 Mar 2026')
  expect(await page.getByRole('status', { name: 'Calculation' }).innerText()).toBe('')

  await page.getByRole('link', { name: 'Activity' }).click()
  await page.locator('[data-receipt="failed"]').first().waitFor()
  await banner.getByRole('link', { name: 'First' }).click()
  await page.locator(`[data-task="${first}"][aria-selected="true"]`).waitFor()

  await editCell(page, first, 'predecessors', '')
  await banner.waitFor({ state: 'detached' })
  await untilText(cellOf(page, second, 'finish'), '6 Mar 26')
  expect((await computedPlan(world.client, project.id)).project.finishesAt).toBe('2026-03-06T17:00')
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.locator('[data-receipt="covered"]').nth(1).waitFor()
  expect(await page.locator('[data-receipt="failed"]').count()).toBe(0)
  await page.context().close()
})

test('a calendar without working time names the first of the tasks that use it, for a viewer too', async () => {
  const { project } = await createSmallPlan(world.client)
  const more = Array.from({ length: 6 }, (_, at): ChangeOperation => {
    return { op: 'create', entity: 'task', values: { name: `Task ${at + 3}`, durationMinutes: 480 } }
  })
  await world.client.call('createChangeSet', { params: { projectId: project.id }, body: { operations: more } })
  const before = await computedPlan(world.client, project.id)
  const viewer = await world.join(project.id, 'viewer')
  const page = await world.openSignedIn(`/projects/${project.id}`, {}, viewer.person)
  await slip(sql`
    update calendar set week = '[[], [], [], [], [], [], []]', revision = project.revision + 1
    from project where project.id = project_id and project_id = ${project.id}`)
  const change = (operation: ChangeOperation) =>
    world.client.call('createChangeSet', { params: { projectId: project.id }, body: { operations: [operation] } })
  await change({ op: 'create', entity: 'task', values: { name: 'Last', durationMinutes: 480 } })

  const banner = bannerOf(page)
  await banner.getByText('The calendar “Standard”: it has no working time.').waitFor()
  expect(await banner.getByRole('link').count()).toBe(6)
  await banner.getByText(/ and 3 more\.$/).waitFor()
  expect((await planOf(world.client, project.id)).project.finishesAt).toBe(before.project.finishesAt)

  const [calendar] = before.calendars
  if (!calendar) throw new Error('a project has a calendar')
  await change({ op: 'update', entity: 'calendar', id: calendar.id, patch: { week: calendar.week } })
  await banner.waitFor({ state: 'detached' })
  await page.context().close()
})
