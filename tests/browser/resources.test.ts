import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../harness/until.ts'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

/** Ana is on both tasks, which lie at the same time. */
async function createOverload() {
  const { project, first, second } = await createSmallPlan(world.client)
  const params = { projectId: project.id }
  const { links } = await planOf(world.client, project.id)
  const ana = randomUUID()
  await world.client.call('createChangeSet', {
    params,
    body: {
      operations: [
        ...links.map(({ id }) => ({ op: 'delete' as const, entity: 'link' as const, id })),
        { op: 'create', entity: 'resource', id: ana, values: { name: 'Ana' } },
        ...[first, second].map((taskId) => ({
          ...{ op: 'create' as const, entity: 'assignment' as const },
          values: { taskId, resourceId: ana },
        })),
      ],
    },
  })
  await computedPlan(world.client, project.id)
  return { projectId: project.id, first, second }
}

test('a load that is too much is shown with its tasks, and leveling is seen before it is done, and taken back', async () => {
  const { projectId } = await createOverload()
  const before = await computedPlan(world.client, projectId)
  const page = await world.openSignedIn(`/projects/${projectId}/resources`)
  await page.getByText('1 resource is asked for too much').waitFor()
  await page.getByRole('button', { name: /^Ana, 2 Mar 2026: .* overloaded$/ }).click()
  const details = page.getByRole('dialog', { name: /^Ana, 2 Mar/ })
  expect(await details.getByRole('listitem').count()).toBe(2)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Level', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Level the project' })
  await dialog.getByRole('button', { name: 'Preview' }).click()
  const moves = dialog.getByRole('table', { name: '1 task moves' })
  await moves.getByRole('row').nth(1).waitFor()
  await dialog.getByText('The finish moves from').waitFor()
  expect((await planOf(world.client, projectId)).project.revision).toBe(before.project.revision)

  await dialog.getByRole('button', { name: 'Apply' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Nobody is asked for too much').waitFor()
  const leveled = await computedPlan(world.client, projectId)
  expect(leveled.project.finishesAt).not.toBe(before.project.finishesAt)
  await page.getByRole('link', { name: 'Schedule' }).click()
  await page.getByRole('button', { name: /^Undo: Leveled/ }).click()
  await until(async () => {
    const plan = await computedPlan(world.client, projectId)
    return plan.project.finishesAt === before.project.finishesAt
  })
  await page.context().close()
})

test('a resource is added, is away for some days, and work waits for it', async () => {
  const { project, first } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}/resources`)
  await page.getByRole('button', { name: 'Add resource' }).click()
  const made = page.getByRole('dialog', { name: 'New resource' })
  await made.getByRole('button', { name: 'Save' }).click()
  await made.getByText('A resource needs a name').waitFor()
  await made.getByLabel('Name').fill('Ben')
  await made.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Ben', exact: true }).click()

  const { resources } = await planOf(world.client, project.id)
  const values = { taskId: first, resourceId: resources[0]?.id ?? '' }
  await world.client.call('createAssignment', { params: { projectId: project.id }, body: values })
  const dialog = page.getByRole('dialog', { name: 'Edit Ben' })
  await dialog.getByLabel('From').fill('2026-03-02')
  await dialog.getByLabel('Up to and including').fill('2026-03-03')
  await dialog.getByLabel('Reason').fill('Course')
  await dialog.getByRole('button', { name: 'Add absence' }).click()
  await dialog.getByRole('listitem').filter({ hasText: 'Course' }).waitFor()
  await until(async () => {
    const plan = await computedPlan(world.client, project.id)
    return taskOf(plan, first).earlyStart === '2026-03-04T08:00'
  })
  await page.context().close()
})

test('a viewer sees resources and their load, and nothing to change', async () => {
  const { projectId } = await createOverload()
  const { person } = await world.join(projectId, 'viewer')
  const page = await world.openSignedIn(`/projects/${projectId}/resources`, {}, person)
  await page.getByText('1 resource is asked for too much').waitFor()
  expect(await page.getByRole('button', { name: 'Add resource' }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Level', exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'Ana', exact: true }).click()
  await page.getByRole('dialog', { name: 'Edit Ana' }).waitFor()
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await page.context().close()
})
