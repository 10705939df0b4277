import { afterAll, beforeAll, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { untilLive } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let projectId: string
let second: string
beforeAll(async () => {
  world = await createBrowserWorld()
  const plan = await createSmallPlan(world.client)
  projectId = plan.project.id
  second = plan.second
  await computedPlan(world.client, projectId)
})
afterAll(() => world?.end())

test('projects are told with their slip and their last run, found and put in order', async () => {
  const { created } = await world.client.call('createBaseline', { params: { projectId }, body: { name: 'Agreed' } })
  await world.client.call('patchProject', { params: { projectId }, body: { baselineId: created[0] ?? null } })
  await world.client.call('patchTask', { params: { taskId: second }, body: { durationMinutes: 5 * 480 } })
  await computedPlan(world.client, projectId)
  await world.client.call('createProject', { body: { name: 'Another bridge' } })
  const page = await world.openSignedIn('/')
  const { project } = await computedPlan(world.client, projectId)
  const row = page.getByRole('row', { name: project.name })
  await row.getByText(/^\+\d+d late$/).waitFor()
  await row.getByText('Done').waitFor()
  const rows = page.getByRole('table', { name: 'Projects' }).locator('tbody tr')
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await page.waitForURL(/sort=name/)
  expect(await rows.first().textContent()).toContain('Another bridge')
  await page.getByRole('button', { name: 'Slip', exact: true }).click()
  await page.waitForURL(/sort=slip/)
  expect(await rows.first().textContent()).toContain(project.name)
  await page.reload()
  await page.getByRole('columnheader', { name: 'Slip' }).waitFor()
  expect(await page.getByRole('columnheader', { name: 'Slip' }).getAttribute('aria-sort')).toBe('ascending')
  await page.context().close()
})

test('the palette finds a task and leads to it, and does what the page can do', async () => {
  const page = await world.openSignedIn('/')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  await palette.getByLabel('Search or run a command').fill('second')
  await palette.getByRole('menuitem', { name: /^Second/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/projects/${projectId}\\?task=${second}`))
  await untilLive(page)

  // Only the schedule has this, and it ends with the editor of the new task's name.
  await page.keyboard.press('Control+k')
  await palette.getByLabel('Search or run a command').fill('add task')
  await palette.getByRole('menuitem', { name: 'Add task' }).waitFor()
  await page.keyboard.press('Enter')
  await palette.waitFor({ state: 'detached' })
  await page.getByRole('treegrid').getByRole('textbox').fill('By palette')
  await page.keyboard.press('Enter')
  await page.getByRole('gridcell', { name: 'By palette', exact: true }).waitFor()

  await page.keyboard.press('Control+k')
  await palette.getByLabel('Search or run a command').fill('organisation people')
  await palette.getByRole('menuitem', { name: 'Organisation: People' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/organisation\/people$/)
  await page.keyboard.press('Control+k')
  await palette.getByLabel('Search or run a command').fill('xyzzy nothing')
  await palette.getByText('Nothing is called “xyzzy nothing”').waitFor()
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
  await page.context().close()
})

test('what keys do is listed, with those of the page', async () => {
  const page = await world.openSignedIn('/')
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await dialog.getByText('Search or run a command').waitFor()
  expect(await dialog.getByText('Indent the task').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.goto(`/projects/${projectId}`)
  await untilLive(page)
  await page.keyboard.press('Control+/')
  await dialog.getByText('Indent the task').waitFor()
  await dialog.getByText('Undo').waitFor()
  await page.context().close()
})

test('a job is seen from any page, after a reload and on another device, and cancelled there', async () => {
  const { token } = world.organisation.admin
  const page = await world.openSignedIn(`/projects/${projectId}`)
  await page.getByRole('button', { name: 'Jobs', exact: true }).waitFor()
  const response = await fetch(`${world.api.url}/api/v1/imports?fileName=plan.csv&mode=review`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: 'name,duration\nDig,2d\n',
  })
  const { id } = (await response.json()) as { id: string }
  await page.reload()
  await page.getByRole('button', { name: 'Jobs, 1 running' }).click()
  const job = page.getByRole('dialog', { name: 'Your jobs' }).locator(`[data-job="${id}"]`)
  await job.getByText(/^Waiting/).waitFor()

  const other = await world.openSignedIn('/inbox')
  await other.getByRole('button', { name: 'Jobs, 1 running' }).click()
  const there = other.getByRole('dialog', { name: 'Your jobs' }).locator(`[data-job="${id}"]`)
  await there.getByRole('button', { name: /^Cancel: Import/ }).click()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Cancel the run' }).click()
  await there.getByText(/^Cancelled/).waitFor()
  await other.getByRole('button', { name: 'Jobs', exact: true }).waitFor()
  await job.getByText(/^Cancelled/).waitFor()
  await job.getByRole('link', { name: 'Open the import' }).click()
  await page.waitForURL(new RegExp(`/imports/${id}`))
  await job.waitFor({ state: 'detached' })

  const colleague = await world.join(projectId, 'viewer')
  const theirs = await world.openSignedIn('/', {}, colleague.person)
  await theirs.getByRole('button', { name: 'Jobs', exact: true }).click()
  await theirs.getByText('Nothing of yours is running').waitFor()
  await Promise.all([page, other, theirs].map((each) => each.context().close()))
})

test('the browser can install it as an app', async () => {
  const page = await world.openSignedIn('/')
  const session = await page.context().newCDPSession(page)
  const { url, errors } = await session.send('Page.getAppManifest')
  expect([new URL(url).pathname, errors]).toEqual(['/manifest.webmanifest', []])
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // A window without traces is none that apps are installed from.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
  await page.context().close()
})

test('on a phone the views of a project are in a menu, and nothing is out of sight', async () => {
  const page = await world.openSignedIn(`/projects/${projectId}`, { viewport: { width: 390, height: 844 } })
  await page.getByRole('button', { name: 'View: Schedule' }).click()
  await page.getByRole('menuitemradio', { name: 'Resources' }).click()
  await page.getByRole('button', { name: 'View: Resources' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/projects/${projectId}/resources`)
  const nav = page.getByRole('navigation', { name: 'Project' })
  const widths = await nav.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])
  expect(widths[0]).toBe(widths[1])
  await page.context().close()
})
