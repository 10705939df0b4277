import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, testStack, until } from '../harness/index.ts'
import { clientOf } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { untilLive } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
const database = openTestDatabase()
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
beforeAll(async () => {
  await superuser.connect()
  world = await createBrowserWorld()
})
afterAll(async () => {
  await world?.end()
  await database.close()
  await superuser.end()
})

const itemOf = (page: Page, runId: string) => page.getByRole('list', { name: 'Runs' }).locator(`[data-run="${runId}"]`)

async function lastRunOf(projectId: string): Promise<string> {
  const { items } = await world.client.call('listAllRuns', { query: { projectId, limit: 1 } })
  return items[0]?.id ?? ''
}

test('runs are listed as they go on, with what one may do about each', async () => {
  const { project } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const viewer = await world.join(project.id, 'viewer')
  const page = await world.openSignedIn('/organisation')
  await page.getByRole('link', { name: 'Runs' }).click()
  const done = itemOf(page, await lastRunOf(project.id))
  await done.getByRole('link', { name: project.name }).waitFor()
  expect(await done.getByRole('link', { name: 'in Temporal' }).getAttribute('href')).toContain('recompute')

  // What pauses is what follows: a run of its own, which was not there when the page was opened.
  await done.getByRole('button', { name: /^Pause recomputes: Recompute/ }).click()
  const paused = page.locator('[data-run][data-state="paused"]')
  await paused.getByText(`started by ${world.organisation.admin.name}`).waitFor()
  const pausedId = (await paused.getAttribute('data-run')) ?? ''
  await itemOf(page, pausedId)
    .getByRole('button', { name: /^Resume/ })
    .click()
  await itemOf(page, pausedId).getByText('Completed').waitFor()

  const asked = await world.client.call('startRun', { body: { kind: 'recompute', projectId: project.id } })
  await itemOf(page, asked.id)
    .getByText(/^Completed/)
    .waitFor()
  await page.getByLabel('State').selectOption('Failed')
  await page.getByRole('heading', { name: 'No such runs' }).waitFor()

  const theirs = await world.openSignedIn('/organisation/runs', {}, viewer.person)
  await itemOf(theirs, pausedId).waitFor()
  expect(await theirs.getByRole('list', { name: 'Runs' }).getByRole('button').count()).toBe(0)
  await Promise.all([page.context().close(), theirs.context().close()])
})

test('an import that waits is cancelled where its run is listed, after a question', async () => {
  const response = await fetch(`${world.api.url}/api/v1/imports?fileName=plan.csv&mode=review`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.organisation.admin.token}`, 'content-type': 'application/octet-stream' },
    body: 'name,duration\nDig,2d\n',
  })
  const { id } = (await response.json()) as { id: string }
  const page = await world.openSignedIn('/organisation/runs')
  const item = itemOf(page, id)
  await item.getByText(/^Waiting/).waitFor()
  await item.getByRole('button', { name: /^Cancel: Import/ }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('What the import has written is taken back.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await item.getByText(/^Cancelled/).waitFor()
  expect(await item.getByRole('button').count()).toBe(0)
  await page.context().close()
})

test('an owner sees an export of the organisation, and makes one that failed again', async () => {
  const person = await world.organisation.addPerson('owner')
  const owner = clientOf(world.api.url, person)
  const page = await world.openSignedIn('/organisation/runs', {}, person)
  await page.getByLabel('Kind').selectOption('Export of the organisation')
  const { id } = await owner.call('exportOrganisation', { params: { organisationId: world.organisation.id } })
  const item = itemOf(page, id)
  await item.getByText(/^Completed/).waitFor()
  await superuser.query("update organisation_run set state = 'failed', error = 'No room.' where id = $1", [id])
  await item.getByText('No room.').waitFor()
  await item.getByRole('button', { name: /^Retry/ }).click()
  await page.locator('[data-run][data-state="completed"]').waitFor()
  await page.context().close()
})

test('who runs the instance sees runs of other organisations by their ids, and steers them', async () => {
  const other = await createOrganisation(database)
  const theirs = clientOf(world.api.url, other.admin)
  const { project } = await createSmallPlan(theirs)
  await computedPlan(theirs, project.id)
  const person = await world.organisation.addPerson()
  const plain = await world.openSignedIn('/organisation/runs', {}, person)
  await plain.getByRole('heading', { name: 'Runs' }).waitFor()
  expect(await plain.getByLabel('All organisations').count()).toBe(0)
  await superuser.query('update person set is_operator = true where id = $1', [person.personId])
  const page = await world.openSignedIn('/organisation/runs', {}, person)
  await page.getByLabel('All organisations').check()
  await page.getByRole('combobox', { name: /^Organisation/ }).selectOption(other.id)
  const done = page.locator('[data-run][data-state="completed"]').filter({ hasText: `Project ${project.id}` })
  await done.getByText(`of ${other.name}`).waitFor()
  expect(await page.getByRole('list', { name: 'Runs' }).textContent()).not.toContain(project.name)
  await done.getByRole('button', { name: /^Pause recomputes: Recompute/ }).click()
  const paused = page.locator('[data-run][data-state="paused"]')
  await paused.getByRole('button', { name: /^Resume/ }).click()
  await paused.waitFor({ state: 'detached' })
  await Promise.all([page.context().close(), plain.context().close()])
})

test('managers pause the recomputes of a project where they see its plan', async () => {
  const { project } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const scheduler = await world.join(project.id, 'scheduler')
  const page = await world.openSignedIn(`/projects/${project.id}`)
  const theirs = await world.openSignedIn(`/projects/${project.id}`, {}, scheduler.person)
  await Promise.all([untilLive(page), untilLive(theirs)])
  const pause = page.getByRole('button', { name: 'Pause recomputes' })
  await pause.click()
  for (const each of [page, theirs])
    await each.getByRole('status').filter({ hasText: 'Recomputes are paused' }).waitFor()
  await pause.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Resume' }).click()
  await pause.waitFor()
  expect(await theirs.getByRole('button', { name: 'Pause recomputes' }).count()).toBe(0)
  await until(
    async () => (await world.client.call('getProject', { params: { projectId: project.id } })).recomputeHold === null,
    {
      what: 'recomputes that go on',
    },
  )
  await Promise.all([page.context().close(), theirs.context().close()])
})
