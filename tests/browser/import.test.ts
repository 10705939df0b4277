import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeMspdi } from '../integration/mspdi.ts'
import { planOf } from '../integration/support.ts'
import { chooseFile, countAt, phaseOf, rowOf, rowsOf, showOnly, tabTo, untilPhase, upload } from './import-page.ts'
import { createOwnBrowserWorld, type OwnBrowserWorld } from './world.ts'

let world: OwnBrowserWorld
beforeAll(async () => {
  world = await createOwnBrowserWorld()
})
afterAll(() => world?.end())

const openNewImport = () => world.openSignedIn('/imports/new')
const importButton = (page: Page) => page.getByRole('button', { name: /^Import [\d,]+ rows?$/ })

/** Opens the plan that an import made or changed, and answers its project. */
async function openPlan(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Open the plan' }).click()
  await page.getByRole('treegrid', { name: 'Tasks' }).waitFor()
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

const durationsOf = async (projectId: string) => {
  const { tasks } = await planOf(world.client, projectId)
  return Object.fromEntries(tasks.map(({ name, durationMinutes }) => [name, durationMinutes]))
}

/** Rows written of all, as the page says it. */
async function rowsDone(page: Page): Promise<[done: number, all: number]> {
  const text = await page.getByRole('progressbar', { name: 'Import', exact: true }).getAttribute('aria-valuetext')
  const [done, all] = (text ?? '').match(/[\d,]+/g) ?? []
  return [Number(done?.replaceAll(',', '')), Number(all?.replaceAll(',', ''))]
}

test('a plan is uploaded, looked at and imported, though the worker is killed in the middle', async () => {
  const page = await world.openSignedIn('/')
  await page.getByRole('button', { name: 'Import', exact: true }).first().click()
  await chooseFile(page, 'chain.xml', makeMspdi(3_000))
  await page.getByRole('textbox', { name: 'Name of the project' }).fill('Long chain')
  await page.getByRole('button', { name: 'Upload' }).click()
  await untilPhase(page, 'Waiting for your review')
  const path = new URL(page.url()).pathname
  expect(await countAt(page, 'New')).toBeGreaterThanOrEqual(5_999)
  await rowOf(page, 'Task 7').first().waitFor()

  await world.worker.arm('import:batch-written#3:hold')
  await importButton(page).click()
  await untilPhase(page, 'Writing the plan')
  await world.worker.reached('import:batch-written')
  await expect.poll(async () => (await rowsDone(page))[0]).toBeGreaterThan(0)
  const [done, all] = await rowsDone(page)
  expect(done).toBeLessThan(all)
  await world.worker.kill()
  await page.reload()
  expect((await rowsDone(page))[0]).toBeGreaterThanOrEqual(done)

  const other = await world.openSignedIn('/imports')
  await other.getByRole('link', { name: /chain\.xml/ }).click()
  expect(new URL(other.url()).pathname).toBe(path)
  await untilPhase(other, 'Writing the plan')
  await world.restartWorker()
  await Promise.all([untilPhase(page, 'Done', 90_000), untilPhase(other, 'Done', 90_000)])
  const projectId = await openPlan(page)
  await page.getByRole('heading', { name: 'Long chain' }).waitFor()
  const { tasks, links } = await planOf(world.client, projectId)
  expect([tasks.length, links.length]).toEqual([3_000, 2_999])
  await other.context().close()
  await page.context().close()
})

const table = (...rows: string[]) => ['No.,What,Time,Needs,Risk', ...rows, ''].join('\n')

test('the columns of a table are set by the keyboard alone, and remembered', async () => {
  const page = await openNewImport()
  await chooseFile(page, 'tasks.csv', table('1,Dig,2,,low', '2,Pour,3,1,high'))
  await tabTo(page, page.getByRole('button', { name: 'Upload' }))
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: 'Columns of the file' }).waitFor()

  /** Opens nothing: up and down go through what a select has. Words typed would have to come within a second each. */
  const take = async (column: string, words: string) => {
    const select = page.getByRole('combobox', { name: `${column} is taken for` })
    await tabTo(page, select)
    await page.keyboard.press('Home')
    const chosen = () => select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label ?? '')
    const most = await select.getByRole('option').count()
    for (let steps = 0; steps < most && !(await chosen()).startsWith(words); steps += 1)
      await page.keyboard.press('ArrowDown')
    expect(await chosen()).toMatch(new RegExp(`^${words}`))
  }
  await take('No.', 'ID')
  await take('What', 'Name')
  await take('Time', 'Duration')
  await take('Needs', 'Predecessors')
  await take('Risk', 'Own field')
  await tabTo(page, page.getByRole('button', { name: 'Read anew' }))
  await page.keyboard.press('Enter')
  await untilPhase(page, 'Waiting for your review')
  await rowOf(page, 'Pour').first().waitFor()

  await tabTo(page, page.getByRole('checkbox', { name: /^Take / }).first())
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('table', { name: /^Fields of/ }).waitFor()
  await tabTo(page, importButton(page))
  await page.keyboard.press('Enter')
  await untilPhase(page, 'Done')
  await tabTo(page, page.getByRole('link', { name: 'Open the plan' }))
  await page.keyboard.press('Enter')
  await page.getByRole('gridcell', { name: 'Pour', exact: true }).waitFor()
  const projectId = new URL(page.url()).pathname.split('/')[2] ?? ''
  expect(await durationsOf(projectId)).toEqual({ Dig: 960, Pour: 1440 })
  const { tasks, links } = await planOf(world.client, projectId)
  expect(links).toHaveLength(1)
  expect(tasks.map(({ customFields }) => Object.values(customFields))).toEqual([['low'], ['high']])

  await page.goto('/imports/new')
  await upload(page, 'tasks.csv', table('1,Other,1,,low'))
  await page.getByText('The columns are taken as last time.').waitFor()
  await rowOf(page, 'Other').first().waitFor()
  await page.getByRole('button', { name: 'Change the columns' }).click()
  await page.getByText(/Remembered from last time/).waitFor()
  await page.context().close()
})

const firstVersion = makeMspdi(5)
/** One task has another name, one another duration, the last is gone. */
const nextVersion = makeMspdi(4)
  .replace('<Name>Task 1</Name>', '<Name>Survey</Name>')
  .replace(/(<Name>Task 3<\/Name>.*?<Duration>)PT8H0M0S/, '$1PT32H0M0S')

test('a project is brought up to date, conflicts are decided, and it is all taken back but what was edited since', async () => {
  const page = await openNewImport()
  await upload(page, 'plan.xml', firstVersion, { atOnce: true })
  await untilPhase(page, 'Done')
  const projectId = await openPlan(page)
  const { tasks } = await planOf(world.client, projectId)
  const idOf = (name: string) => tasks.find((task) => task.name === name)?.id ?? ''
  const colleague = await world.join(projectId, 'scheduler')
  await colleague.client.call('patchTask', { params: { taskId: idOf('Task 3') }, body: { durationMinutes: 1_440 } })

  await page.getByRole('link', { name: 'Update from a file' }).click()
  await page.getByRole('heading', { name: /up to date/ }).waitFor()
  await upload(page, 'plan.xml', nextVersion)
  await untilPhase(page, 'Waiting for your review')
  expect(await countAt(page, 'Conflicts')).toBe(1)
  expect(await countAt(page, 'Changed')).toBe(2)

  await showOnly(page, /^Conflicts/)
  await rowOf(page, 'Task 3').locator('[data-control="open"]').click()
  const fields = page.getByRole('table', { name: 'Fields of Task 3' })
  expect(await fields.getByRole('row', { name: /^Duration/ }).innerText()).toMatch(
    /changed here since\s+3d\s+4d\s+the last file had 1d/,
  )
  const choice = fields.getByRole('radiogroup', { name: 'Duration of Task 3' })
  expect(await choice.getByRole('radio', { name: 'Keep mine' }).isChecked()).toBe(true)
  await choice.getByRole('radio', { name: 'The file’s' }).click()
  await showOnly(page, /^Deleted/)
  await page.getByRole('button', { name: 'Choose none' }).click()
  await importButton(page).filter({ hasText: 'Import 2 rows' }).click()
  await untilPhase(page, 'Done')
  expect(await durationsOf(projectId)).toEqual({
    Survey: 480,
    'Task 2': 480,
    'Task 3': 1_920,
    'Task 4': 480,
    'Task 5': 480,
  })

  await colleague.client.call('patchTask', { params: { taskId: idOf('Task 1') }, body: { name: 'Survey of the quay' } })
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo this import' }).click()
  await untilPhase(page, 'Taken back')
  await page.getByRole('button', { name: '1 row was kept' }).click()
  const kept = page.getByRole('table', { name: 'Rows that were kept' })
  expect(await kept.getByRole('row', { name: /^Survey of the quay/ }).innerText()).toMatch(
    new RegExp(`name\\s+changed since by ${colleague.person.name}`),
  )
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  expect(await durationsOf(projectId)).toMatchObject({ 'Survey of the quay': 480, 'Task 3': 1_440, 'Task 5': 480 })
  await page.context().close()
})

describe('rows that cannot be taken', () => {
  const withFault = 'ID,Name,Duration,Predecessors\n1,Dig,2d,\n2,Pour,5 parsecs,1\n3,Cure,1d,2\n'

  async function untilParked(): Promise<Page> {
    const page = await openNewImport()
    const path = await upload(page, 'faulty.csv', withFault)
    await page.goto(`${path}?view=review`)
    await showOnly(page, /^Cannot be taken/)
    await rowOf(page, 'Pour').first().waitFor()
    await importButton(page).click()
    await untilPhase(page, 'Some rows could not be taken')
    return page
  }

  test('are fixed in place, and written with what waits for them', async () => {
    const page = await untilParked()
    await rowOf(page, 'Pour').first().locator('[data-control="open"]').click()
    await rowsOf(page)
      .getByText(/^Line 3: .*5 parsecs/)
      .waitFor()
    const input = rowsOf(page).getByRole('textbox', { name: 'Duration' })
    await input.press('Enter')
    await rowsOf(page).getByText('Write a duration, as 5d, 4h or 1w').waitFor()
    await input.fill('3d')
    await input.press('Enter')
    await untilPhase(page, 'Done')
    const projectId = await openPlan(page)
    expect(await durationsOf(projectId)).toEqual({ Dig: 960, Pour: 1_440, Cure: 480 })
    expect((await planOf(world.client, projectId)).links).toHaveLength(2)
    await page.context().close()
  })

  test('are left out by who finishes without them', async () => {
    const page = await untilParked()
    await page.getByRole('button', { name: 'Finish without them' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Finish without them' }).click()
    await untilPhase(page, 'Done')
    expect(await durationsOf(await openPlan(page))).toEqual({ Dig: 960, Cure: 480 })
    await page.context().close()
  })
})

describe('an import that is being written', () => {
  /** Held by the worker after its second batch, until it is let go. */
  async function untilHeld(name: string): Promise<Page> {
    const page = await openNewImport()
    await chooseFile(page, `${name}.xml`, makeMspdi(2_000))
    await page.getByRole('textbox', { name: 'Name of the project' }).fill(name)
    await page.getByRole('button', { name: 'Upload' }).click()
    await untilPhase(page, 'Waiting for your review')
    await world.worker.arm('import:batch-written#2:hold')
    await importButton(page).click()
    await world.worker.reached('import:batch-written')
    await untilPhase(page, 'Writing the plan')
    return page
  }

  const cancel = async (page: Page, how: string) => {
    await page.getByRole('button', { name: 'Cancel import' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: how }).click()
  }

  test('pauses, goes on, and is cancelled with what is in kept', async () => {
    const page = await untilHeld('Kept in part')
    await page.getByRole('button', { name: 'Pause' }).click()
    await untilPhase(page, 'Pausing at the end of the batch')
    world.worker.letGo()
    await untilPhase(page, 'Paused')
    const [done, all] = await rowsDone(page)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(all)
    await world.worker.arm('import:batch-written:hold')
    await page.getByRole('button', { name: 'Resume' }).click()
    await world.worker.reached('import:batch-written')
    await cancel(page, 'Keep what is in')
    await untilPhase(page, 'Stopping')
    world.worker.letGo()
    await untilPhase(page, 'Cancelled')
    await page.getByText(/rows came in before it was stopped, and stay/).waitFor()
    const { tasks } = await planOf(world.client, await openPlan(page))
    expect(tasks.length).toBeGreaterThan(0)
    expect(tasks.length).toBeLessThanOrEqual(2_000)
    await page.context().close()
  })

  test('is rolled back to nothing', async () => {
    const page = await untilHeld('Rolled back')
    await cancel(page, 'Roll back all')
    world.worker.letGo()
    await untilPhase(page, 'Cancelled')
    await page.getByText('Nothing of the file is in the plan.').waitFor()
    const { items } = await world.client.call('listProjects')
    expect(items.map(({ name }) => name)).not.toContain('Rolled back')
    await page.context().close()
  })
})

test('a file that cannot be read is answered with what to do, and a broken one with where', async () => {
  const page = await openNewImport()
  await chooseFile(page, 'plan.mpp', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))
  const alert = page.getByRole('alert')
  expect(await alert.innerText()).toMatch(/“plan\.mpp” was not taken[\s\S]*XML Format/)
  await upload(page, 'broken.xml', makeMspdi(5, { closed: false }))
  await untilPhase(page, 'The file could not be imported')
  expect(await alert.innerText()).toMatch(/^Line 12, column \d+: /)
  await page.getByRole('link', { name: 'Choose another file' }).click()
  await page.getByRole('button', { name: 'Choose file' }).waitFor()
  await page.goto('/imports')
  await page
    .getByRole('link', { name: /broken\.xml/ })
    .filter({ hasText: 'The file could not be imported' })
    .waitFor()
  await page.context().close()
})

test('an import that waits is discarded, on a phone', async () => {
  const page = await world.openSignedIn('/imports/new', { viewport: { width: 390, height: 844 }, hasTouch: true })
  await upload(page, 'chain.xml', makeMspdi(5))
  await untilPhase(page, 'Waiting for your review')
  await page.getByText(/Without an answer the file is given up on/).waitFor()
  await rowOf(page, 'Task 3').first().tap()
  await page.getByRole('button', { name: 'Discard' }).tap()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).tap()
  await untilPhase(page, 'Cancelled')
  expect(await phaseOf(page).innerText()).toBe('Cancelled')
  await page.context().close()
})
