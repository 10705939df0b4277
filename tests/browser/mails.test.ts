import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { composeExamples, mailWidths, showMail } from './mail-pages.ts'

let browser: Browser
const mails = await composeExamples()
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(mails)('$name can be read: it fits a phone, and its contrast is enough', async ({ html }) => {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    for (const width of mailWidths) {
      await showMail(page, html, width)
      const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect([width, await page.evaluate(overflow)]).toEqual([width, 0])
    }
    const { violations, passes } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual([])
    const [body] = await page
      .locator('body')
      .evaluateAll((found) => found.map((each) => getComputedStyle(each).backgroundColor))
    expect(body).toBe(colorScheme === 'dark' ? 'rgb(16, 21, 29)' : 'rgb(243, 245, 248)')
    await context.close()
  })
})
