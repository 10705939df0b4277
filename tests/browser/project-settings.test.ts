import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../harness/until.ts'
import { computedPlan, createSmallPlan, planOf, taskOf } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

async function openSettings() {
  const { project, first } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}/settings`)
  return { projectId: project.id, first, page }
}

test('a project is renamed, begins later and has days of another length, each section by itself', async () => {
  const { projectId, first, page } = await openSettings()
  const dates = page.getByRole('region', { name: 'Dates', exact: true })
  await dates.getByLabel('Start', { exact: true }).fill('2026-03-09T08:00')
  await dates.getByRole('button', { name: 'Save' }).click()
  await dates.getByText('Saved.').waitFor()
  await until(async () => taskOf(await computedPlan(world.client, projectId), first).earlyStart === '2026-03-09T08:00')

  const working = page.getByRole('region', { name: 'Working time' })
  await working.getByLabel('Hours in a day').fill('25')
  await working.getByText('A number from 0.1 to 24').waitFor()
  expect(await working.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await working.getByLabel('Hours in a day').fill('7.5')
  await working.getByRole('button', { name: 'Save' }).click()
  await working.getByText('Saved.').waitFor()
  expect((await planOf(world.client, projectId)).project.minutesPerDay).toBe(450)
  await page.context().close()
})

test('a calendar has a holiday, which moves dates, and a field is added and removed', async () => {
  const { projectId, first, page } = await openSettings()
  await page.getByRole('button', { name: 'Edit Standard' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Standard' })
  await dialog.getByLabel('Monday').fill('nine')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Times as 08:00-12:00, in order').waitFor()
  await dialog.getByLabel('Monday').fill('8-12, 13-17')
  await dialog.getByRole('textbox', { name: 'From' }).fill('2026-03-02')
  await dialog.getByLabel('Name').last().fill('Founders’ day')
  await dialog.getByRole('button', { name: 'Add exception' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await until(async () => taskOf(await computedPlan(world.client, projectId), first).earlyStart === '2026-03-03T08:00')

  await page.getByLabel('Name of the field').fill('Risk level')
  await page.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('list', { name: 'Custom fields' }).getByText('riskLevel').waitFor()
  await page.getByRole('button', { name: 'Remove Risk level' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await until(async () => (await planOf(world.client, projectId)).project.customFields.length === 0)
  await page.context().close()
})

test('a viewer reads the settings and cannot change them', async () => {
  const { projectId, page } = await openSettings()
  const { person } = await world.join(projectId, 'viewer')
  const theirs = await world.openSignedIn(`/projects/${projectId}/settings`, {}, person)
  await theirs.getByText('Managers of the project change these.').waitFor()
  expect(await theirs.getByLabel('Hours in a day').isDisabled()).toBe(true)
  expect(await theirs.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await theirs.context().close()
  await page.context().close()
})
