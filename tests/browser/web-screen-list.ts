import type { Page } from 'playwright-core'

export interface Screen {
  readonly name: string
  readonly path: (projectId: string) => string
  /** Brings the view up, and waits until it is there. */
  readonly ready: (page: Page) => Promise<unknown>
  /** At 1,440 pixels where nothing is said. */
  readonly widths?: readonly (1440 | 1024 | 390)[]
}

const all = [1440, 1024, 390] as const
const heading = (name: string) => (page: Page) => page.getByRole('heading', { name, exact: true }).first().waitFor()
const schedule = async (page: Page) => {
  await page.locator('[data-task]').first().waitFor()
  await page.locator('[data-state="live"]').first().waitFor()
}

/** The views that pictures are kept of. */
export const screens: readonly Screen[] = [
  {
    name: 'projects',
    path: () => '/',
    ready: (page) => page.getByRole('table', { name: 'Projects' }).waitFor(),
    widths: all,
  },
  { name: 'schedule', path: (id) => `/projects/${id}`, ready: schedule, widths: all },
  {
    name: 'task',
    path: (id) => `/projects/${id}`,
    ready: async (page) => {
      await schedule(page)
      await page.locator('[data-task] [data-column="name"]').nth(6).click()
      await page.keyboard.press('Shift+Enter')
      await page.getByRole('tab', { name: 'Details' }).waitFor()
    },
    widths: [1440, 390],
  },
  {
    name: 'palette',
    path: (id) => `/projects/${id}`,
    ready: async (page) => {
      await schedule(page)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'calendar',
    path: (id) => `/projects/${id}/calendar`,
    ready: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
    widths: [1440, 390],
  },
  { name: 'health', path: () => '/health', ready: heading('Health') },
  {
    name: 'resources',
    path: (id) => `/projects/${id}/resources`,
    ready: (page) => page.getByRole('table', { name: 'Resources' }).waitFor(),
    widths: all,
  },
  {
    name: 'leveling',
    path: (id) => `/projects/${id}/resources`,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Level', exact: true }).click()
      await page.getByRole('button', { name: 'Preview' }).click()
      await page.getByText('The finish').waitFor()
    },
  },
  { name: 'settings', path: (id) => `/projects/${id}/settings`, ready: heading('Calendars'), widths: [1440, 390] },
  {
    name: 'print',
    path: (id) => `/projects/${id}`,
    ready: async (page) => {
      await schedule(page)
      await page.getByRole('button', { name: 'Print or save as PDF' }).click()
      await page.getByRole('img', { name: 'First page' }).waitFor()
    },
  },
  {
    name: 'activity',
    path: (id) => `/projects/${id}/activity`,
    ready: (page) => page.getByRole('list', { name: 'Activity' }).waitFor(),
  },
  {
    name: 'history',
    path: (id) => `/projects/${id}/history`,
    ready: (page) => page.locator('[data-task]').first().waitFor(),
  },
  { name: 'import', path: () => '/imports/new', ready: heading('Import a plan'), widths: [1440, 390] },
  { name: 'inbox', path: () => '/inbox', ready: heading('Inbox') },
  { name: 'account', path: () => '/account', ready: (page) => page.getByRole('heading').first().waitFor() },
]
