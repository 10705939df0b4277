import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebhookReceiver } from '../harness/webhook-receiver.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let receiver: WebhookReceiver
beforeAll(async () => {
  receiver = await WebhookReceiver.start()
  world = await createBrowserWorld()
})
afterAll(async () => {
  await world?.end()
  await receiver?.stop()
})

test('an administrator makes a webhook, tests it, sees how that went, and sends it again', async () => {
  receiver.answer = () => (receiver.received.length === 1 ? 503 : 204)
  const page = await world.openSignedIn('/organisation')
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Build server')
  await page.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/')
  await page.getByRole('button', { name: 'Create webhook' }).click()
  await page.getByText('The address is not a public one').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url('/hook'))
  await page.getByRole('button', { name: 'Create webhook' }).click()
  expect(await page.getByRole('textbox', { name: 'Webhook secret' }).inputValue()).toMatch(/^whsec_/)

  const hook = page.getByRole('article', { name: 'Build server' })
  await hook.getByRole('button', { name: 'Send a test' }).click()
  const first = hook.getByRole('list', { name: 'Deliveries of Build server' }).getByRole('listitem').first()
  await first.getByText('delivered', { exact: true }).waitFor()
  await first.getByRole('button', { name: 'Attempts' }).click()
  const attempts = first.getByRole('list', { name: 'Attempts' })
  await expect.poll(() => attempts.getByRole('listitem').allInnerTexts()).toHaveLength(2)
  const texts = await attempts.getByRole('listitem').allInnerTexts()
  expect(texts[0]).toContain('answered 503')
  expect(texts[1]).toContain('answered 204')

  await first.getByRole('button', { name: 'Send again' }).click()
  await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(3)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)

  await hook.getByRole('button', { name: 'Switch off' }).click()
  await hook.getByText('switched off', { exact: true }).waitFor()
  await hook.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'No webhooks yet' }).waitFor()
  await page.context().close()
})

test('a channel of a chat is told of what is usual for one, and has no secret to show', async () => {
  receiver.answer = () => 204
  const page = await world.openSignedIn('/organisation/webhooks')
  await page.getByRole('combobox', { name: 'What is told' }).selectOption('teams')
  await page.getByText('Post to a channel when a webhook request is received').waitFor()
  expect(await page.getByRole('checkbox', { name: 'A plan was changed' }).isChecked()).toBe(false)
  await page.getByRole('textbox', { name: 'Name' }).fill('Site office')
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url('/channel'))
  await page.getByRole('button', { name: 'Create webhook' }).click()
  const chat = page.getByRole('article', { name: 'Site office' })
  await chat.getByText('A channel of Teams').waitFor()
  expect(await page.getByRole('textbox', { name: 'Webhook secret' }).count()).toBe(0)
  expect(await chat.getByRole('button', { name: 'New secret' }).count()).toBe(0)
  await chat.getByRole('button', { name: 'Send a test' }).click()
  await expect.poll(() => receiver.at('/channel').length, { timeout: 10_000 }).toBe(1)
  expect(receiver.at('/channel')[0]?.body).toContain('A test of Site office')
  await page.context().close()
})
