import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { untilValue } from '../harness/until.ts'
import { computedPlan, planOf } from '../integration/support.ts'
import { cellOf, untilLive, untilText } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
beforeAll(async () => {
  world = await createBrowserWorld()
})
afterAll(() => world?.end())

const names = ['Site', 'Dig', 'Pour', 'Cure', 'Roof']

/** Five tasks, the middle three below the first, and their ids by name. */
async function makePlan(): Promise<{ projectId: string; id: Readonly<Record<string, string>> }> {
  const { id: projectId } = await world.client.call('createProject', {
    body: { name: 'House', startsAt: '2026-03-02T08:00' },
  })
  const id = Object.fromEntries(names.map((name) => [name, crypto.randomUUID()]))
  const operations = names.map((name, at) => ({
    op: 'create' as const,
    entity: 'task' as const,
    id: id[name],
    values: { name, parentId: at > 0 && at < 4 ? id.Site : null, position: at + 1 },
  }))
  await world.client.call('createChangeSet', { params: { projectId }, body: { operations } })
  await computedPlan(world.client, projectId)
  return { projectId, id: id as Record<string, string> }
}

async function open(projectId: string, search = ''): Promise<Page> {
  const page = await world.openSignedIn(`/projects/${projectId}${search}`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByRole('treegrid', { name: 'Tasks' }).waitFor()
  await untilLive(page)
  return page
}

const rows = (page: Page) =>
  page.locator('[data-column="name"]').evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim() ?? ''))
const untilRows = (page: Page, wanted: string[]) => expect.poll(() => rows(page), { timeout: 20_000 }).toEqual(wanted)

async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((written) => navigator.clipboard.writeText(written), text)
  await page.keyboard.press('Control+V')
}

async function untilTasks(projectId: string, check: (tasks: Awaited<ReturnType<typeof planOf>>['tasks']) => boolean) {
  const plan = await untilValue(
    () => planOf(world.client, projectId),
    ({ tasks }) => check(tasks),
    {
      what: 'the plan that was asked for',
      withinMs: 20_000,
    },
  )
  return plan.tasks
}

test('pastes from a spreadsheet, says what is wrong first, copies, and takes all back as one', async () => {
  const { projectId, id } = await makePlan()
  const page = await open(projectId)
  await cellOf(page, id.Roof ?? '', 'name').click()
  await pasteText(page, 'Roof frame\t3d\nTiles\tsoon\nGutter\t1w')
  const dialog = page.getByRole('dialog', { name: '1 cell cannot be pasted' })
  await dialog.getByText('Row 2, Duration').waitFor()
  expect((await planOf(world.client, projectId)).tasks).toHaveLength(5)
  await dialog.getByRole('button', { name: 'Paste the rest' }).click()
  await untilRows(page, ['Site', 'Dig', 'Pour', 'Cure', 'Roof frame', 'Tiles', 'Gutter'])
  const tasks = await untilTasks(projectId, ({ length }) => length === 7)
  expect(tasks.slice(4).map(({ name, durationMinutes }) => [name, durationMinutes])).toEqual([
    ['Roof frame', 1440],
    ['Tiles', 480],
    ['Gutter', 2400],
  ])

  // What was pasted is selected: copied, it is the same text again.
  await page.keyboard.press('Control+C')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Roof frame\t3d\nTiles\t1d\nGutter\t1w')
  await page.getByRole('button', { name: /^Undo: Pasted 6 cells, 2 new tasks/ }).waitFor()
  await page.keyboard.press('Control+Z')
  await untilRows(page, names)
  await page.context().close()
})

test('edits several tasks at once by keyboard, moves them, and undoes each as one', async () => {
  const { projectId, id } = await makePlan()
  const page = await open(projectId)
  await cellOf(page, id.Dig ?? '', 'duration').click()
  await page.keyboard.type('2w')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+D')
  for (const name of ['Dig', 'Pour', 'Cure']) await untilText(cellOf(page, id[name] ?? '', 'duration'), '2w')

  const bar = page.getByRole('toolbar', { name: 'Selected tasks' })
  await bar.getByText('3 selected').waitFor()
  await bar.getByLabel('Set a field').selectOption('Priority')
  await bar.getByLabel('Value for all').fill('700')
  await bar.getByRole('button', { name: 'Set for all' }).click()
  await untilTasks(projectId, (tasks) => tasks.filter(({ priority }) => priority === 700).length === 3)
  await bar.getByRole('button', { name: 'Link in order' }).click()
  await untilText(cellOf(page, id.Cure ?? '', 'predecessors'), '3')
  await bar.getByRole('button', { name: 'Outdent' }).click()
  await untilTasks(projectId, (tasks) => tasks.every(({ parentId }) => parentId === null))
  await page.getByRole('button', { name: /^Undo: Outdented “Dig” and 2 others/ }).waitFor()
  await page.getByRole('treegrid', { name: 'Tasks' }).focus()
  await page.keyboard.press('Control+Z')
  await untilTasks(projectId, (tasks) => tasks.filter(({ parentId }) => parentId === id.Site).length === 3)

  await cellOf(page, id.Cure ?? '', 'name').click()
  await page.keyboard.press('Alt+ArrowUp')
  await untilRows(page, ['Site', 'Dig', 'Cure', 'Pour', 'Roof'])
  await page.context().close()
})

test('a row dragged by its grip takes what is below it along', async () => {
  const { projectId, id } = await makePlan()
  const page = await open(projectId)
  await cellOf(page, id.Site ?? '', 'number').hover()
  const grip = await page.locator(`[data-task="${id.Site}"] svg`).first().boundingBox()
  const last = await cellOf(page, id.Roof ?? '', 'number').boundingBox()
  if (!grip || !last) throw new Error('The rows are not shown')
  const x = grip.x + grip.width / 2
  await page.mouse.move(x, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(x, last.y + last.height - 4, { steps: 6 })
  await page.mouse.up()
  await untilRows(page, ['Roof', 'Site', 'Dig', 'Pour', 'Cure'])
  await untilTasks(projectId, (tasks) => tasks[0]?.name === 'Roof')
  await page.context().close()
})

test('an address says what is filtered and how it is sorted; a view keeps it', async () => {
  const { projectId } = await makePlan()
  const page = await open(projectId, '?f=name.contains.r&s=-name')
  await untilRows(page, ['Site', 'Pour', 'Cure', 'Roof'])
  await page.getByRole('searchbox', { name: 'Find tasks' }).fill('our')
  await untilRows(page, ['Site', 'Pour'])
  await expect.poll(() => new URL(page.url()).searchParams.get('q'), { timeout: 10_000 }).toBe('our')

  await page.getByRole('button', { name: 'View: Usual view' }).click()
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByLabel('Name of the view').fill('Pouring')
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('button', { name: 'View: Pouring' }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('v'), { timeout: 10_000 }).toBeTruthy()
  const viewId = new URL(page.url()).searchParams.get('v')

  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await untilRows(page, names)
  await page.goto(`/projects/${projectId}?v=${viewId}`)
  await untilRows(page, ['Site', 'Pour'])
  await page.context().close()
})

test('on a phone the table scrolls and edits', async () => {
  const { projectId, id } = await makePlan()
  const page = await world.openSignedIn(`/projects/${projectId}`, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
  })
  const cell = cellOf(page, id.Dig ?? '', 'name')
  await cell.click()
  await cell.click()
  await cell.getByRole('textbox').fill('Dig deep')
  await page.keyboard.press('Enter')
  await untilText(cellOf(page, id.Dig ?? '', 'name'), 'Dig deep')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.context().close()
})
