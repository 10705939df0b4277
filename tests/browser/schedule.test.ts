import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { cellOf, editCell, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld, signIn } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('signs in with the right password only, and lands where it was going', async () => {
  const { project } = await createSmallPlan(world.client)
  const page = await world.openPage()
  await page.goto(`/projects/${project.id}`)
  await signIn(page, { ...world.organisation.admin, password: 'not the password' })
  await page.getByRole('alert').waitFor()
  await signIn(page, world.organisation.admin)
  await page.getByRole('heading', { name: 'Two tasks' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/projects/${project.id}`)
  await page.context().close()
})

test('makes a project and its first task', async () => {
  const page = await world.openSignedIn('/')
  await page.getByRole('button', { name: 'New project' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Made in the browser')
  await dialog.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('heading', { name: 'Made in the browser' }).waitFor()
  await page.getByRole('button', { name: 'Add task' }).first().click()
  const editor = page.getByRole('textbox', { name: /^Name of/ })
  await editor.fill('Dig the hole')
  await editor.press('Enter')
  await page.getByRole('gridcell', { name: 'Dig the hole' }).waitFor()
  const { items } = await world.client.call('listProjects')
  const made = items.find(({ name }) => name === 'Made in the browser')
  // The page shows the name before the service has it.
  const names = async () => (await computedPlan(world.client, made?.id ?? '')).tasks.map(({ name }) => name)
  await expect.poll(names, { timeout: 20_000 }).toEqual(['Dig the hole'])
  await page.context().close()
})

test('a duration edited inline moves the dates after it, in both of two browsers', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const path = `/projects/${project.id}`
  const mine = await world.openSignedIn(path)
  const theirs = await world.openSignedIn(path)
  await Promise.all([untilLive(mine), untilLive(theirs)])
  await untilText(cellOf(theirs, first, 'duration'), '1d')
  const before = await cellOf(theirs, second, 'finish').innerText()

  await editCell(mine, first, 'duration', '3d')
  const edited = performance.now()
  await untilText(cellOf(theirs, first, 'duration'), '3d')
  await cellOf(theirs, second, 'finish').filter({ hasNotText: before }).waitFor()
  expect(performance.now() - edited, 'milliseconds until the other browser shows it').toBeLessThan(10_000)
  const plan = await computedPlan(world.client, project.id)
  expect(plan.project.finishesAt).toBe('2026-03-05T17:00')
  for (const page of [mine, theirs]) {
    await untilText(page.getByTestId('project-finish'), '5 Mar 2026')
    await page.context().close()
  }
})

test('the activity shows who changed what, with its run in Temporal', async () => {
  const { project, first } = await createSmallPlan(world.client)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await untilLive(page)
  await editCell(page, first, 'duration', '2d')
  await page.getByRole('link', { name: 'Activity' }).click()
  const newest = page.getByRole('list', { name: 'Activity' }).getByRole('listitem').first()
  await newest.getByText(world.organisation.admin.name).waitFor()
  await newest.getByText(/covered/).waitFor()
  const link = newest.getByRole('link', { name: 'Run in Temporal' })
  expect(await link.getAttribute('href')).toContain(encodeURIComponent(`recompute/${project.id}`))
  await page.context().close()
})

test('a receipt is queued while nobody computes, and is covered by itself when somebody does', async () => {
  const { project, first } = await createSmallPlan(world.client)
  await computedPlan(world.client, project.id)
  const page = await world.openSignedIn(`/projects/${project.id}/activity`)
  await untilLive(page)
  const list = page.getByRole('list', { name: 'Activity' })
  await list.getByRole('listitem').first().waitFor()
  world.worker.signal('SIGSTOP')
  try {
    const answer = await world.client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 960 } })
    const item = list.locator(`[data-revision="${answer.revision}"]`)
    await item.locator('[data-receipt="queued"], [data-receipt="running"]').waitFor()
    await page.getByRole('status', { name: 'Calculation' }).getByText('Calculating').waitFor()
    world.worker.signal('SIGCONT')
    const receipt = item.locator('[data-receipt="covered"]')
    await receipt.waitFor()
    expect(await receipt.innerText()).toMatch(
      new RegExp(`^covered by run \\d+ at revision ${answer.revision + 1} after [\\d.]+ (ms|s|min)$`),
    )
  } finally {
    world.worker.signal('SIGCONT')
  }
  await page.context().close()
})

test('says when it is not connected, and catches up', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  const page = await world.openSignedIn(`/projects/${project.id}`)
  await untilLive(page)
  await page.context().setOffline(true)
  await page.locator('[data-state="reconnecting"]').first().waitFor()
  await world.client.call('patchTask', { params: { taskId: first }, body: { durationMinutes: 2400 } })
  await computedPlan(world.client, project.id)
  await page.context().setOffline(false)
  await untilLive(page)
  await untilText(cellOf(page, first, 'duration'), '5d')
  await cellOf(page, second, 'finish').filter({ hasText: '9 Mar' }).waitFor()
  await page.context().close()
})
