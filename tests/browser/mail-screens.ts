import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchChromium } from './chromium.ts'
import { composeExamples, mailWidths, showMail } from './mail-pages.ts'

/**
 * `npm run mail:screens -- FOLDER [NAME…]`: pictures of mails, of all kinds or those named, at both widths, light and dark,
 * and each as plain text; to be looked at.
 */
const [folder, ...names] = process.argv.slice(2)
if (!folder) throw new Error('Say into which folder: npm run mail:screens -- FOLDER [NAME…]')
await mkdir(folder, { recursive: true })
const mails = (await composeExamples()).filter(({ name }) => names.length === 0 || names.includes(name))
const browser = await launchChromium()
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ colorScheme })
  for (const { name, html, text } of mails) {
    await writeFile(join(folder, `${name}.txt`), text)
    for (const width of mailWidths) {
      await showMail(page, html, width)
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    }
  }
}
await browser.close()
console.log(`${mails.length} mails are in ${folder}.`)
