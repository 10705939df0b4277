import { afterAll, beforeAll, expect, test } from 'vitest'
import { OwnMailServer } from '../harness/own-mail-server.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let own: OwnMailServer
beforeAll(async () => {
  own = await OwnMailServer.start()
  world = await createBrowserWorld()
})
afterAll(async () => {
  await world?.end()
  await own?.stop()
})

test('an administrator tries a mail server before it is saved, and sees what was said', async () => {
  const page = await world.openSignedIn('/organisation')
  await page.getByRole('link', { name: 'Mail settings' }).click()
  await page.getByRole('textbox', { name: 'Name of the sender' }).fill('Harbour Works')
  await page.getByRole('checkbox', { name: /server of our own/ }).check()
  await page.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1')
  await page.getByRole('textbox', { name: 'Port' }).fill(String(own.port))
  await page.getByRole('combobox', { name: 'TLS' }).selectOption('none')
  await page.getByRole('textbox', { name: 'Username' }).fill(own.username)
  await page.getByRole('textbox', { name: 'Password' }).fill('a wrong one')
  await page.getByRole('textbox', { name: 'Mails come from' }).fill('plans@harbour.example')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The server did not take the username and password.').waitFor()
  const said = page.getByRole('list', { name: 'What was said' }).getByRole('listitem')
  await expect.poll(() => said.last().innerText()).toContain('535')

  await page.getByRole('textbox', { name: 'Password' }).fill(own.password)
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The server took the mail.').waitFor()
  expect(own.mails[0]?.to).toEqual([world.organisation.admin.email])
  expect((await said.allInnerTexts()).join('\n')).toContain('AUTH PLAIN …')

  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It is shown to nobody.').waitFor()
  await page.reload()
  expect(await page.getByRole('textbox', { name: 'Host' }).inputValue()).toBe('127.0.0.1')
  expect(await page.getByRole('textbox', { name: 'Password' }).inputValue()).toBe('')
  await page.getByRole('button', { name: 'Take all of it away' }).click()
  await expect.poll(() => page.getByRole('textbox', { name: 'Host' }).count()).toBe(0)
  await page.context().close()
})
