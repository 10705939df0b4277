import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

test('who is mentioned in a comment is told, goes there, and answers; a viewer reads', async () => {
  const { project, first } = await createSmallPlan(world.client)
  const [{ person: author }, { person: reader }, { person: viewer }] = await Promise.all([
    world.join(project.id, 'member'),
    world.join(project.id, 'member'),
    world.join(project.id, 'viewer'),
  ])
  const panel = `/projects/${project.id}?task=${first}&comment=all`
  const writing = await world.openSignedIn(panel, {}, author)
  const reading = await world.openSignedIn('/', {}, reader)
  await reading.getByRole('button', { name: 'Inbox, 1 unread' }).waitFor()

  const editor = writing.getByLabel('Write a comment')
  await editor.pressSequentially('Which cable, ')
  await editor.pressSequentially(`@${reader.name.slice(0, -1)}`)
  await writing.getByRole('option', { name: reader.name }).waitFor()
  await editor.press('ArrowDown')
  await editor.press('Enter')
  await expect.poll(() => editor.inputValue()).toBe(`Which cable, @${reader.name} `)
  await editor.pressSequentially('?')
  await writing.getByRole('button', { name: 'Comment', exact: true }).click()
  await writing.getByRole('listitem').getByText('Which cable, ').waitFor()
  await expect.poll(() => editor.inputValue()).toBe('')

  await reading.getByRole('button', { name: 'Inbox, 2 unread' }).click()
  await reading
    .getByRole('link', { name: `${author.name} mentioned you` })
    .filter({ hasText: 'Which cable' })
    .click()
  await reading.waitForURL((url) => url.searchParams.get('task') === first && url.searchParams.has('comment'))
  const shown = reading.locator('li[aria-current=true]')
  await shown.getByText('Which cable, ').waitFor()
  expect(await shown.getByRole('button').count()).toBe(0)
  await reading.getByLabel('Write a comment').fill('The grey one')
  await reading.getByRole('button', { name: 'Comment', exact: true }).click()

  await writing.getByRole('listitem').getByText('The grey one').waitFor()
  await writing.getByRole('button', { name: 'Edit the comment' }).click()
  await writing.getByLabel('Comment', { exact: true }).fill('Never mind')
  await writing.getByRole('button', { name: 'Save', exact: true }).click()
  await reading.getByRole('listitem').getByText('Never mind').waitFor()

  const looking = await world.openSignedIn(panel, {}, viewer)
  await looking.getByRole('listitem').getByText('The grey one').waitFor()
  expect(await looking.getByLabel('Write a comment').count()).toBe(0)
  await writing.getByRole('button', { name: `Delete the comment of ${author.name}` }).click()
  await reading.getByRole('listitem').getByText('Never mind').waitFor({ state: 'detached' })
  for (const page of [writing, reading, looking]) await page.context().close()
})
