import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../harness/service/index.ts'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('an administrator makes a team, gives it a role in a project, and its people see the project', async () => {
  const { project } = await createSmallPlan(world.client)
  const person = await world.organisation.addPerson()
  const page = await world.openSignedIn('/organisation')
  await page.getByRole('link', { name: 'Teams' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Civil works')
  await page.getByRole('button', { name: 'Create team' }).click()
  const team = page.getByRole('article', { name: 'Civil works' })
  await team.getByLabel('Add to Civil works').selectOption(person.personId)
  await team.getByRole('list', { name: 'People of Civil works' }).getByText(person.name).waitFor()

  await page.goto(`/projects/${project.id}/people`)
  const [made] = (await world.client.call('listTeams')).items
  await page.getByLabel('Add a team').selectOption(made?.id ?? '')
  await page.getByLabel('Role of Civil works').selectOption('viewer')
  const theirs = clientOf(world.api.url, person)
  const role = async () => (await theirs.call('getProject', { params: { projectId: project.id } })).role
  await expect.poll(role).toBe('viewer')
  const seen = await world.openSignedIn('/', {}, person)
  await seen.getByRole('link', { name: /Two tasks/ }).waitFor()

  await page.goto('/organisation/teams')
  await page.getByRole('button', { name: 'Dissolve Civil works' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Dissolve' }).click()
  await team.waitFor({ state: 'detached' })
  await expect(role()).rejects.toMatchObject({ status: 404 })
  for (const each of [page, seen]) await each.context().close()
})

test('who is put off is told nothing more, can be let back in, and the trail says who did it', async () => {
  const person = await world.organisation.addPerson()
  const theirs = clientOf(world.api.url, person)
  const page = await world.openSignedIn('/organisation/people')
  await page.getByLabel(`Role of ${person.name}`).selectOption('admin')
  await expect.poll(async () => (await theirs.call('getSession')).organisation.role).toBe('admin')
  await page.getByRole('button', { name: `Put ${person.name} off` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Put off' }).click()
  const back = page.getByRole('button', { name: `Let ${person.name} back in` })
  await back.waitFor()
  await expect(theirs.call('getSession')).rejects.toMatchObject({ status: 401 })
  await back.click()
  await page.getByRole('button', { name: `Put ${person.name} off` }).waitFor()
  expect((await theirs.call('getSession')).person.id).toBe(person.personId)

  await page.getByRole('link', { name: 'Audit trail' }).click()
  await page.getByLabel('About').selectOption('membership')
  const newest = page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first()
  await newest.getByText(`${world.organisation.admin.name}: place in the organisation changed`).click()
  await newest.getByText('patchPerson').waitFor()
  await newest.getByRole('row', { name: /disabled_at/ }).waitFor()
  await page.context().close()
})

test('a role of one’s own is made, given to a person, and says what they may', async () => {
  const { project } = await createSmallPlan(world.client)
  const person = await world.organisation.addPerson()
  const params = { projectId: project.id, personId: person.personId }
  await world.client.call('putMember', { params, body: { role: 'scheduler' } })
  const page = await world.openSignedIn('/organisation/roles')
  await page.getByRole('textbox', { name: 'Name' }).fill('Reporter')
  await page.getByLabel('report progress').check()
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('group', { name: 'Reporter' }).waitFor()
  await page.goto(`/projects/${project.id}/people`)
  await page.getByLabel(`Role of ${person.name}`).selectOption({ label: 'Reporter' })
  const theirs = clientOf(world.api.url, person)
  const acts = async () => (await theirs.call('getProject', { params: { projectId: project.id } })).acts
  await expect.poll(acts).toEqual(['project.read', 'task.progress'])
  await page.context().close()
})

test('a service account is made with a token that may only look, in one project', async () => {
  const { project } = await createSmallPlan(world.client)
  const page = await world.openSignedIn('/organisation/service-accounts')
  await page.getByRole('textbox', { name: 'Name' }).fill('Nightly export')
  await page.getByRole('button', { name: 'Create account' }).click()
  const account = page.getByRole('region', { name: 'Nightly export' })
  await account.waitFor()
  await page.goto(`/projects/${project.id}/people`)
  await page.getByLabel('Add a person').selectOption({ label: 'Nightly export (service account)' })
  await page.getByLabel('Role of Nightly export').waitFor()
  await page.goto('/organisation/service-accounts')
  await account.getByText('New token').click()
  await account.getByRole('textbox', { name: 'Name' }).fill('At home')
  await account.getByLabel('May').selectOption('read')
  await account.getByText('In all projects').click()
  await account.getByLabel(project.name).first().check()
  await account.getByRole('button', { name: 'Create token' }).click()
  const token = await account.getByLabel('Token secret').inputValue()
  const theirs = clientOf(world.api.url, { token })
  const { items } = await world.client.call('listServiceAccounts')
  expect((await theirs.call('getSession')).person).toMatchObject({ id: items[0]?.id, name: 'Nightly export' })
  await expect(theirs.call('createProject', { body: { name: 'Mine' } })).rejects.toMatchObject({ status: 403 })
  await account.getByRole('button', { name: 'Revoke At home' }).click()
  await expect.poll(() => theirs.call('getSession').catch(({ status }) => status)).toBe(401)
  await page.context().close()
})

const navOf = (page: Page) => page.getByRole('navigation', { name: 'Organisation' })
const toggleOf = (page: Page) => navOf(page).getByRole('button')

test.each([1440, 1280, 1024])('every part of the organisation is in sight at %i pixels', async (width) => {
  const viewport = { width, height: 720 }
  const owner = await world.organisation.addPerson('owner')
  const page = await world.openSignedIn('/organisation', { viewport }, owner)
  const links = navOf(page).getByRole('link')
  await links.first().waitFor()
  expect(await links.allInnerTexts()).toEqual([
    ...['Settings', 'Programs', 'People', 'Teams', 'Roles', 'Service accounts'],
    ...['Mail settings', 'Mails', 'Webhooks', 'Runs', 'Audit trail', 'Data and deletion'],
  ])
  for (const link of await links.all()) {
    const box = await link.boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= viewport.height).toBe(true)
  }
  expect(await toggleOf(page).isVisible()).toBe(false)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)

  await links.filter({ hasText: 'Programs' }).click()
  await page.getByRole('heading', { name: 'Programs', exact: true }).waitFor()
  expect(await navOf(page).locator('[aria-current="page"]').allInnerTexts()).toEqual(['Programs'])
  await page.context().close()
})

test('on a phone a menu leads to every part of the organisation, by keys as well', async () => {
  const page = await world.openSignedIn('/organisation/teams', { viewport: { width: 390, height: 844 } })
  const toggle = toggleOf(page)
  const people = navOf(page).getByRole('link', { name: 'People' })
  expect(await toggle.innerText()).toBe('Teams')
  expect(await people.isVisible()).toBe(false)
  await toggle.focus()
  await page.keyboard.press('Enter')
  await people.waitFor()
  expect(await toggle.getAttribute('aria-expanded')).toBe('true')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.keyboard.press('Escape')
  await people.waitFor({ state: 'hidden' })
  const hasFocus = () => toggle.evaluate((element) => element === document.activeElement)
  expect(await hasFocus()).toBe(true)

  await page.keyboard.press('Enter')
  await people.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'People', exact: true }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/organisation/people')
  expect(await toggle.innerText()).toBe('People')
  expect(await people.isVisible()).toBe(false)
  expect(await hasFocus()).toBe(true)
  await page.context().close()
})

test('who may read little of the organisation sees the parts that they may, and no empty group', async () => {
  const member = await world.organisation.addPerson()
  const page = await world.openSignedIn('/organisation', {}, member)
  await navOf(page).getByRole('link', { name: 'Settings' }).waitFor()
  expect(await navOf(page).getByRole('link', { name: 'Audit trail' }).count()).toBe(0)
  expect(await navOf(page).getByText('Sending', { exact: true }).count()).toBe(0)
  await page.context().close()
})

test('a manager says how far the finish may move before people are told; others see it', async () => {
  const { project } = await createSmallPlan(world.client)
  const viewer = await world.join(project.id, 'viewer')
  const path = `/projects/${project.id}/people`
  const page = await world.openSignedIn(path)
  const days = page.getByLabel('Tell of more than so many days')
  const save = page.getByRole('button', { name: 'Save' })
  const kept = async () =>
    (await world.client.call('getProject', { params: { projectId: project.id } })).finishNoticeDays
  await days.waitFor()
  expect(await days.inputValue()).toBe('1')
  expect(await save.isDisabled()).toBe(true)
  await days.fill('366')
  await save.click()
  await page.getByText('Whole days, from 0 to 365').waitFor()
  expect(await kept()).toBe(1)
  await days.fill('5')
  await save.click()
  await page.getByText('Saved.').waitFor()
  expect(await kept()).toBe(5)
  await page.reload()
  await expect.poll(() => days.inputValue()).toBe('5')

  const seen = await world.openSignedIn(path, {}, viewer.person)
  const theirs = seen.getByLabel('Tell of more than so many days')
  await theirs.waitFor()
  expect(await theirs.inputValue()).toBe('5')
  expect(await theirs.isDisabled()).toBe(true)
  expect(await seen.getByRole('button', { name: 'Save' }).count()).toBe(0)
  for (const each of [page, seen]) await each.context().close()
})
