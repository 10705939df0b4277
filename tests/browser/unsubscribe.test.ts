import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'
import { Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let sink: SmtpSink
const services = new Services(testStack())
beforeAll(async () => {
  sink = await SmtpSink.create()
  await sink.start()
  world = await createBrowserWorld()
  await services.startEmailService({ SMTP_URL: sink.url, PUBLIC_URL: world.api.url })
})
afterAll(async () => {
  await services.stop()
  await world?.end()
  await sink?.stop()
})

/** What stands in a header of a mail, between angle brackets. */
const addressIn = (source: string, header: string): string =>
  new RegExp(`^${header}:\\s+<([^>]+)>`, 'm').exec(source)?.[1] ?? ''

test('who wants no more of a mail says so by the mail itself, signed in or not, and takes it back', async () => {
  const { project, first } = await createSmallPlan(world.client)
  const { person, client } = await world.join(project.id, 'member')
  const { created } = await world.client.call('createResource', {
    params: { projectId: project.id },
    body: { name: person.name, personId: person.personId },
  })
  await world.client.call('createAssignment', {
    params: { projectId: project.id },
    body: { taskId: first, resourceId: created[0] ?? '' },
  })
  const { source } = await sink.mailTo(person.email, 'Assigned to you')
  const mailCadence = async () =>
    (await client.call('listNotificationPreferences')).items.find(({ kind }) => kind === 'task-assigned')?.mail

  const page = await world.openPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.goto(addressIn(source, 'List-Unsubscribe'))
  const stop = page.getByRole('button', { name: 'Stop these mails' })
  await stop.waitFor()
  expect(new URL(page.url()).pathname).toBe('/unsubscribe')
  await page.getByRole('list', { name: 'Mails' }).getByText('A task is assigned to me').waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await mailCadence()).toBe('at-once')
  await stop.press('Enter')
  await page.getByText('No more of these mails are sent to you').waitFor()
  expect(await mailCadence()).toBe('off')
  await page.getByRole('button', { name: 'Send them again' }).click()
  await page.getByText('You get these mails again').waitFor()
  expect(await mailCadence()).toBe('at-once')

  await fetch(addressIn(source, 'List-Unsubscribe'), {
    ...{ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(await mailCadence()).toBe('off')
  await page.reload()
  await page.getByText('None of these mails are sent to you').waitFor()
  await page.getByRole('link', { name: 'Choose what you are told' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.context().close()
})
