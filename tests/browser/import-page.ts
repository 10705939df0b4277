import type { Locator, Page } from 'playwright-core'

/** The words of an import's state, as they are told to everyone. */
export const phaseOf = (page: Page): Locator => page.getByRole('status', { name: 'Import phase' })

/** Waits for an import to come to a state, in its words. */
export async function untilPhase(page: Page, words: string, timeout = 60_000): Promise<void> {
  await phaseOf(page).filter({ hasText: words }).waitFor({ state: 'attached', timeout })
}

const fileOf = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})

/** Chooses a file where one is asked for. */
export async function chooseFile(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  await page.getByRole('button', { name: 'Choose file' }).waitFor()
  await page.locator('input[type=file]').setInputFiles(fileOf(name, content))
}

/** Uploads a file, and answers the address of its import. */
export async function upload(
  page: Page,
  name: string,
  content: string,
  what: { atOnce?: boolean } = {},
): Promise<string> {
  await chooseFile(page, name, content)
  if (what.atOnce) await page.getByRole('checkbox', { name: /Without a review/ }).check()
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

/** The list of rows that is shown, and one row of it by its name. */
export const rowsOf = (page: Page): Locator => page.getByRole('list', { name: 'Rows', exact: true })
export const rowOf = (page: Page, name: string): Locator =>
  rowsOf(page)
    .getByRole('listitem')
    .filter({ has: page.locator('[data-control="open"]', { hasText: name }) })

/** Shows the rows of one kind only. */
export const showOnly = (page: Page, chip: RegExp): Promise<void> => page.getByRole('radio', { name: chip }).click()

/** What a chip counts. */
export async function countAt(page: Page, title: string): Promise<number> {
  const text = await page.getByRole('radio', { name: new RegExp(`^${title} [\\d,]+$`) }).innerText()
  return Number(text.replace(/\D/g, ''))
}

/** Goes on by Tab until something has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let steps = 0; steps < 80; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${wanted} cannot be reached by Tab`)
}
