import type { Locator, Page } from 'playwright-core'

/** A cell of the task table. */
export const cellOf = (page: Page, taskId: string, column: string): Locator =>
  page.locator(`[data-task="${taskId}"] [data-column="${column}"]`)

/** Types a value into a cell: the first click chooses it, the second opens its editor. */
export async function editCell(page: Page, taskId: string, column: string, text: string): Promise<void> {
  const cell = cellOf(page, taskId, column)
  await cell.click()
  await cell.click()
  const editor = cell.getByRole('textbox')
  await editor.fill(text)
  await editor.press('Enter')
}

/** Waits until the page is connected, so that what comes next comes by the socket. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('[data-state="live"]').first().waitFor()
}

/** Keeps what others do from being told to a page: its live connection is cut before it begins. */
export async function cutLiveConnection(page: Page): Promise<void> {
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.routeWebSocket('**/socket.io/**', (socket) => socket.close())
}

/** Waits until an element's text is as told. */
export async function untilText(locator: Locator, text: string): Promise<void> {
  await locator
    .filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) })
    .first()
    .waitFor()
}
