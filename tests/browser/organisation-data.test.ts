import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArchive } from '../../activities/src/organisations/read-archive.ts'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('an owner exports everything, asks for the deletion, and calls it off', async () => {
  await createSmallPlan(world.client)
  const owner = await world.organisation.addPerson('owner')
  const page = await world.openSignedIn('/organisation', {}, owner)
  await page.getByRole('link', { name: 'Data and deletion' }).click()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the export' }).click(),
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
