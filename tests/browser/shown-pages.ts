import type { Page } from 'playwright-core'

const shown = new Set<Page>()

/** Tells of the page where a test fails, for as long as it is open. */
export function keepShown(page: Page): void {
  shown.add(page)
  page.once('close', () => shown.delete(page))
}

/** What somebody would have seen of each open page. */
export async function tellShown(): Promise<void> {
  for (const page of shown) console.error(await tell(page))
}

async function tell(page: Page): Promise<string> {
  try {
    return `the page ${page.url()} showed:\n${await page.locator('body').innerText({ timeout: 2_000 })}`
  } catch (error) {
    return `the page ${page.url()} can not be told of: ${error}`
  }
}
