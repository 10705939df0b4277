import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let superuser: pg.Client
beforeAll(async () => {
  world = await createBrowserWorld()
  superuser = new pg.Client(testStack().superuserUrl)
  await superuser.connect()
})
afterAll(async () => {
  await superuser?.end()
  await world?.end()
})

test('who runs the instance sees how it is, and pauses and triggers what it does by itself; others do not', async () => {
  const person = await world.organisation.addPerson()
  const plain = await world.openSignedIn('/health', {}, person)
  await plain.getByText('Only operators of the instance see this.').waitFor()
  await superuser.query('update person set is_operator = true where id = $1', [person.personId])
  const page = await world.openSignedIn('/', {}, person)
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Health' }).click()
  const parts = page.getByRole('list', { name: 'Parts' })
  await parts.getByRole('listitem').filter({ hasText: 'Temporal' }).getByText('reachable').waitFor()

  const row = page.getByRole('row', { name: /Tasks that are due/ })
  await row.getByRole('button', { name: 'Pause Tasks that are due' }).click()
  await row.getByText('paused').waitFor()
  await row.getByRole('button', { name: 'Let Tasks that are due go on' }).click()
  await row.getByText('runs', { exact: true }).waitFor()
  const before = await row.getByRole('link').getAttribute('href')
  expect(before).toContain('due')
  await row.getByRole('button', { name: 'Do now: Tasks that are due' }).click()
  await page.getByText('Asked for').first().waitFor()
  await Promise.all([page.context().close(), plain.context().close()])
})
