import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArchive } from '../../activities/src/organisations/read-archive.ts'
import { testStack } from '../harness/index.ts'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
beforeAll(async () => {
  await superuser.connect()
  world = await createBrowserWorld()
})
afterAll(async () => {
  await world?.end()
  await superuser.end()
})

test('an export is paused, and resumed where it is listed among the runs', async () => {
  const owner = await world.organisation.addPerson('owner')
  const page = await world.openSignedIn('/organisation/data', {}, owner)
  await superuser.query('begin')
  try {
    await superuser.query('lock table link in access exclusive mode')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: /^Pause: Export of/ }).click()
    await page.getByRole('status').filter({ hasText: 'It begins anew' }).waitFor()
  } finally {
    await superuser.query('rollback')
  }
  await page.getByRole('status').filter({ hasText: 'is paused. It begins anew' }).waitFor()
  await page.getByRole('button', { name: /^Resume: Export of/ }).waitFor()
  expect(await page.getByRole('button', { name: 'Export', exact: true }).isDisabled()).toBe(true)

  const runs = await world.openSignedIn('/organisation/runs', {}, owner)
  const item = runs.locator('[data-run]').filter({ hasText: 'Export of the organisation' })
  await item.getByText('Paused; begins anew when it is resumed').waitFor()
  await item.getByRole('button', { name: /^Resume: Export/ }).click()
  await item.getByText(/^Completed/).waitFor()
  await page.getByRole('link', { name: /^Download the export/ }).waitFor()
  await Promise.all([page.context().close(), runs.context().close()])
})

test('an owner exports everything, asks for the deletion, and calls it off', async () => {
  await createSmallPlan(world.client)
  const owner = await world.organisation.addPerson('owner')
  const page = await world.openSignedIn('/organisation', {}, owner)
  await page.getByRole('link', { name: 'Data and deletion' }).click()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the export' }).first().click(),
  ])
  const archive = await openArchive(await download.path())
  await archive.check(() => undefined)
  expect(archive.manifest.organisationId).toBe(world.organisation.id)
  archive.close()

  const remove = page.getByRole('button', { name: 'Delete the organisation' })
  await page.getByRole('textbox', { name: 'Name of the organisation' }).fill('Another one')
  await page.getByLabel('Present password').fill(owner.password)
  await remove.click()
  await page.getByRole('alert').filter({ hasText: 'is not the name of the organisation' }).waitFor()
  await page.getByRole('textbox', { name: 'Name of the organisation' }).fill(world.organisation.name)
  await page.getByLabel('Present password').fill(owner.password)
  await remove.click()
  await page.getByRole('heading', { name: `${world.organisation.name} is to be deleted` }).waitFor()
  await expect(world.client.call('listProjects')).rejects.toMatchObject({ status: 403 })

  // Also for who comes back to it later.
  await page.reload()
  await page.getByRole('button', { name: 'Call the deletion off' }).click()
  await remove.waitFor()
  expect((await world.client.call('listProjects')).items.length).toBe(1)
  await page.context().close()
})
