import { randomUUID } from 'node:crypto'
import { suspendAddress, withTransaction } from '@throughline/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('who is given a task is told at once, goes there, and chooses to be told no more', async () => {
  const { project, first, second } = await createSmallPlan(world.client)
  const { person } = await world.join(project.id, 'member')
  const give = async (taskId: string) => {
    const params = { projectId: project.id }
    const resourceId = randomUUID()
    const { name, personId } = person
    const operations = [
      { op: 'create' as const, entity: 'resource' as const, id: resourceId, values: { name, personId } },
      { op: 'create' as const, entity: 'assignment' as const, id: randomUUID(), values: { taskId, resourceId } },
    ]
    await world.client.call('createChangeSet', { params, body: { operations } })
  }
  const page = await world.openSignedIn('/', {}, person)
  // Of the role in the project.
  await page.getByRole('button', { name: 'Inbox, 1 unread' }).waitFor()
  await give(first)
  await page.getByRole('button', { name: 'Inbox, 2 unread' }).click()
  const inbox = page.getByRole('list', { name: 'Inbox' })
  await inbox.getByRole('link', { name: `${world.organisation.admin.name} assigned` }).click()
  await page.waitForURL((url) => url.pathname === `/projects/${project.id}` && url.searchParams.get('task') === first)
  await page.getByRole('button', { name: 'Inbox, 1 unread' }).click()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByRole('button', { name: 'Inbox', exact: true }).waitFor()
  await page.getByLabel('Only what I have not read').check()
  await page.getByRole('heading', { name: 'All is read' }).waitFor()

  await page.goto('/notifications')
  const choice = page.getByLabel('A task is assigned to me: in the inbox')
  await choice.click()
  await expect.poll(() => choice.isChecked()).toBe(false)
  await page.getByLabel('A task is assigned to me: by mail').selectOption('Never')
  await expect
    .poll(async () => (await page.request.get('/api/v1/notification-preferences')).json())
    .toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ kind: 'task-assigned', inbox: false, mail: 'off' })]),
    })
  await page.getByLabel('Time zone').selectOption('America/New York')
  await page.getByLabel('Weekly digests on').selectOption('Friday')
  await expect
    .poll(async () => (await page.request.get('/api/v1/notification-times')).json())
    .toMatchObject({ timeZone: 'America/New_York', digestWeekday: 5 })
  await page.getByLabel('Quiet hours').click()
  await page.getByLabel('Quiet from').waitFor()
  await page.getByLabel(`Of ${project.name}`).selectOption('Watch: all comments, and what managers are told')
  await expect
    .poll(async () => (await page.request.get('/api/v1/notification-projects')).json())
    .toMatchObject({ items: [{ projectId: project.id, choice: 'watch' }] })
  await give(second)
  await page.goto('/inbox')
  await inbox.getByRole('link', { name: 'your role' }).waitFor()
  expect(await inbox.getByRole('link', { name: 'assigned' }).count()).toBe(0)
  await page.context().close()

  const receipts = await world.openSignedIn('/deliveries')
  const told = receipts.getByRole('list', { name: 'Mails' }).getByRole('listitem').filter({ hasText: person.name })
  await expect.poll(() => told.count()).toBe(3)
  await receipts.goto('/organisation/deliveries')
  await told.first().waitFor()
  await receipts.getByText(/to be sent/).waitFor()
  await receipts.context().close()
})

test('who is sent no mail, because it comes back, is told so, sees why, and has it tried again', async () => {
  const person = await world.organisation.addPerson()
  const { id: organisationId } = world.organisation
  await withTransaction(world.database, { organisationId }, (transaction) =>
    suspendAddress(transaction, {
      ...{ organisationId, personId: person.personId, address: person.email },
      ...{ reply: '550 5.1.1 no such user', notificationId: randomUUID() },
    }),
  )
  const page = await world.openSignedIn('/', {}, person)
  await page.getByRole('button', { name: 'Inbox, 1 unread' }).click()
  await page.getByRole('list', { name: 'Inbox' }).getByRole('link', { name: 'Mail to your address comes back' }).click()
  await page.waitForURL('**/account')
  const banner = page.getByText(`Mail to ${person.email} comes back: “550 5.1.1 no such user”.`)
  await banner.waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await banner.waitFor({ state: 'detached' })
  expect(await (await page.request.get('/api/v1/mail-suspension')).json()).toEqual({ suspension: null })
  await page.context().close()
})
