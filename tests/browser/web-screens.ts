import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { type Screen, screens } from './web-screen-list.ts'

/**
 * `npm run web:screens -- FOLDER [NAME…]`: pictures of each view of the web client, or of those named, of the demonstration
 * organisation that `npm start` runs; light and dark, to be looked at.
 */
const [folder, ...names] = process.argv.slice(2)
if (!folder) throw new Error('Say into which folder: npm run web:screens -- FOLDER [NAME…]')
const baseURL = process.env.PUBLIC_URL ?? 'http://localhost:8000'
const password = (await readFile('.local/admin-password', 'utf8')).trim()
const heights = { 1440: 900, 1024: 768, 390: 844 } as const
await mkdir(folder, { recursive: true })

const browser = await launchChromium()
const wanted = screens.filter(({ name }) => names.length === 0 || names.includes(name))
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ baseURL, colorScheme, reducedMotion: 'reduce', locale: 'en-GB' })
  const page = await context.newPage()
  const projectId = await signIn(page)
  for (const screen of wanted) await take(page, screen, { projectId, colorScheme })
  await context.close()
}
await browser.close()
console.log(`${wanted.length} views are in ${folder}.`)

/** Answers the demonstration project with the most tasks. */
async function signIn(page: Page): Promise<string> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('admin@throughline.local')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
  const answer = await page.request.get('/api/v1/projects')
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] }
  const project = items.find(({ name }) => name.startsWith('Atlas'))
  if (!project) throw new Error('The demonstration project is not there: npm run stack -- reset')
  return project.id
}

async function take(page: Page, screen: Screen, about: { projectId: string; colorScheme: string }): Promise<void> {
  for (const width of screen.widths ?? [1440]) {
    await page.setViewportSize({ width, height: heights[width] })
    await page.goto(screen.path(about.projectId))
    await screen.ready(page)
    // Letters and pictures that come late would be missing.
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => document.fonts.ready)
    const name = `${screen.name}-${width}-${about.colorScheme}.png`
    await page.screenshot({ path: join(folder ?? '', name) })
  }
}
