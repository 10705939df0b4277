import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../harness/service/index.ts'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

const long = 'The extension of the northern harbour with its railway, its quays and all that has to be moved for them'

test('a program is made, takes in a project, and its people are in that by it', async () => {
  const { project } = await createSmallPlan(world.client)
  const person = await world.organisation.addPerson()
  const page = await world.openSignedIn('/organisation')
  await page.getByRole('link', { name: 'Programs' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Harbour')
  await page.getByRole('button', { name: 'Create program' }).click()
  await page.getByRole('link', { name: 'Harbour', exact: true }).click()
  await page.getByLabel('Add a project').selectOption(project.id)
  await page.getByRole('list', { name: 'Projects' }).getByRole('link', { name: project.name }).waitFor()
  await page.getByLabel('Add a person').selectOption(person.personId)
  await page.getByLabel(`Role of ${person.name}`).selectOption('viewer')
  const theirs = clientOf(world.api.url, person)
  const role = async () => (await theirs.call('getProject', { params: { projectId: project.id } })).role
  await expect.poll(role).toBe('viewer')

  await page.getByRole('textbox', { name: 'Name' }).fill('Harbour and rail')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'Harbour and rail' }).waitFor()
  await page.getByRole('link', { name: project.name }).click()
  await page.getByRole('heading', { name: project.name }).waitFor()
  await page.goto(`/projects/${project.id}/people`)
  const byOthers = page.getByRole('list', { name: 'By teams and the program' })
  const counted = byOthers.getByRole('listitem').filter({ hasText: person.email })
  await counted.getByText('by program Harbour and rail').waitFor()
  await page.getByLabel('Program of the project').selectOption({ label: 'In no program' })
  await byOthers.waitFor({ state: 'detached' })
  await expect(role()).rejects.toMatchObject({ status: 404 })
  await page.context().close()
})

test('an archived program is offered to no project, and a dissolved one leaves its projects', async () => {
  const { project } = await createSmallPlan(world.client)
  const params = { projectId: project.id }
  const { id: programId } = await world.client.call('createProgram', { body: { name: 'Closed soon' } })
  await world.client.call('setProjectProgram', { params, body: { programId } })
  const page = await world.openSignedIn(`/organisation/programs/${programId}`)
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('Archived: it takes in no more projects.').waitFor()
  await page.getByRole('button', { name: `Take ${project.name} out` }).click()
  await page.getByText('No project is in it yet.').waitFor()
  await page.goto(`/projects/${project.id}/people`)
  const choice = page.getByLabel('Program of the project')
  await choice.getByRole('option', { name: 'In no program' }).waitFor({ state: 'attached' })
  expect(await choice.getByRole('option', { name: 'Closed soon' }).count()).toBe(0)
  await page.goto(`/organisation/programs/${programId}`)
  await page.getByRole('button', { name: 'Dissolve' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Dissolve' }).click()
  await page.getByRole('heading', { name: 'Programs' }).waitFor()
  await expect.poll(() => page.getByRole('link', { name: 'Closed soon' }).count()).toBe(0)
  expect((await world.client.call('getProject', { params })).programId).toBeNull()
  await page.context().close()
})

test.each(['light', 'dark'] as const)('long names stay on the page, in %s colours', async (colorScheme) => {
  const { project } = await createSmallPlan(world.client)
  const params = { projectId: project.id }
  await world.client.call('patchProject', { params, body: { name: `${long}, first part` } })
  const body = { name: long, description: `${long}. `.repeat(4) }
  const { id: programId } = await world.client.call('createProgram', { body })
  await world.client.call('setProjectProgram', { params, body: { programId } })
  const team = await world.client.call('createTeam', { body: { name: `${long.slice(0, 70)} ${colorScheme}` } })
  const person = await world.organisation.addPerson()
  await world.client.call('putTeamMember', { params: { teamId: team.id, personId: person.personId } })
  const ofTeam = { programId, teamId: team.id }
  await world.client.call('putProgramTeam', { params: ofTeam, body: { role: 'scheduler' } })
  for (const width of [1280, 390]) {
    const page = await world.openSignedIn('/organisation/programs', { colorScheme, viewport: { width, height: 900 } })
    const beyond = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    const fits = () => expect.poll(beyond).toBe(0)
    await page.getByRole('link', { name: long }).first().waitFor()
    await fits()
    await page.goto(`/organisation/programs/${programId}`)
    await page.getByLabel(`Role of ${team.name}`).waitFor()
    await fits()
    await page.goto(`/projects/${project.id}/people`)
    await page.getByText(`by team ${team.name} in program ${long}`).waitFor()
    await fits()
    await page.context().close()
  }
})
