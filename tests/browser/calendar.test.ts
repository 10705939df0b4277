import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { untilLive } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('the tasks of a month lie on their days, move with the plan, and lead to the schedule', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}/calendar?day=2026-03-10`)
  await untilLive(page)
  await page.getByRole('heading', { name: 'March 2026' }).waitFor()
  await page.getByRole('button', { name: 'First, 2 Mar 2026, critical' }).waitFor()
  await world.client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 3 * 480 } })
  await page.getByRole('button', { name: 'First, 2 Mar 2026 to 4 Mar 2026, critical' }).waitFor()
  await page.getByRole('button', { name: 'Second, 5 Mar 2026, critical' }).waitFor()

  await page.getByRole('searchbox', { name: 'Find tasks' }).fill('sec')
  await page.getByRole('button', { name: /^First/ }).waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('q')).toBe('sec')
  await page.getByRole('button', { name: 'Later' }).click()
  await page.getByText('No task of these days has “sec” in its name.').waitFor()
  await page.getByRole('button', { name: 'Earlier' }).click()
  await page.getByRole('button', { name: /^Second/ }).click()
  await page.waitForURL((url) => url.searchParams.get('task') === second)
  await page.context().close()
})

test('days with more than they have room for say how many, and show all when asked', async () => {
  const { project } = await createSmallPlan(world.client)
  const operations = Array.from({ length: 12 }, (_, at) => ({
    ...{ op: 'create' as const, entity: 'task' as const },
    values: { name: `Extra ${at}`, durationMinutes: 480 },
  }))
  await world.client.call('createChangeSet', { params: { projectId: project.id }, body: { operations } })
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}/calendar?day=2026-03-10`)
  await page.getByRole('button', { name: /^\d+ more on 2 Mar 2026$/ }).click()
  const all = page.getByRole('dialog', { name: '2 Mar 2026' })
  await all.getByRole('button', { name: /^Extra 11/ }).waitFor()
  expect(await all.getByRole('listitem').count()).toBe(13)
  await page.context().close()
})
