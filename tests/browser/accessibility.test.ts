import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let projectId: string
let taskId: string
beforeAll(async () => {
  world = await createBrowserWorld()
  const { project, second } = await createSmallPlan(world.client)
  projectId = project.id
  taskId = second
  await computedPlan(world.client, projectId)
  const { created } = await world.client.call('createBaseline', { params: { projectId }, body: { name: 'Agreed' } })
  await world.client.call('patchProject', { params: { projectId }, body: { baselineId: created[0] ?? null } })
})
afterAll(() => world?.end())

interface Screen {
  path: () => string
  /** By what it is known that the screen is there. */
  ready: (page: Page) => Promise<void>
}

const screens: Readonly<Record<string, Screen>> = {
  projects: { path: () => '/', ready: (page) => page.getByRole('table', { name: 'Projects' }).waitFor() },
  schedule: {
    path: () => `/projects/${projectId}`,
    ready: (page) => page.getByRole('gridcell', { name: 'First', exact: true }).waitFor(),
  },
  activity: {
    path: () => `/projects/${projectId}/activity`,
    ready: (page) => page.getByRole('list', { name: 'Activity' }).waitFor(),
  },
  why: {
    path: () => `/projects/${projectId}?task=${taskId}&why=finish`,
    ready: (page) => page.getByRole('list', { name: 'What drives it now' }).waitFor(),
  },
  baselines: {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('dialog').isVisible()) return
      await page.getByRole('button', { name: 'Baselines' }).click()
      await page.getByRole('dialog').getByRole('list', { name: 'Baselines' }).waitFor()
    },
  },
  history: {
    path: () => `/projects/${projectId}/history?at=2`,
    ready: (page) => page.getByText('The plan as it was at revision 2').waitFor(),
  },
  comparison: {
    path: () => `/projects/${projectId}/history?from=1`,
    ready: (page) => page.getByRole('table', { name: 'Differences' }).waitFor(),
  },
  organisation: { path: () => '/organisation', ready: (page) => page.getByRole('checkbox').waitFor() },
  people: {
    path: () => `/projects/${projectId}/people`,
    ready: (page) => page.getByText(world.organisation.admin.email).first().waitFor(),
  },
  tokens: { path: () => '/tokens', ready: (page) => page.getByRole('heading').first().waitFor() },
  'import dialog': {
    path: () => '/?dialog=import',
    ready: (page) => page.getByRole('dialog').getByRole('button', { name: 'Choose file' }).waitFor(),
  },
}

/** Serious and critical findings of axe, each with where it is. */
async function findingsOf(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze()
  expect(passes.length, 'rules that axe looked at').toBeGreaterThan(10)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}: ${help}`))
}

/** How many pixels of the page lie beyond the right edge of the window. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  let page: Page
  beforeAll(async () => {
    page = await world.openSignedIn('/', { colorScheme })
  })
  afterAll(() => page?.context().close())

  test.each(Object.keys(screens))('%s has no serious accessibility problem, and fits a phone', async (name) => {
    const screen = screens[name]
    if (!screen) throw new Error(name)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(screen.path())
    await screen.ready(page)
    expect(await findingsOf(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await screen.ready(page)
    expect(await overflowOf(page)).toBe(0)
  })

  test('signing in, too', async () => {
    const stranger = await world.openPage({ colorScheme, viewport: { width: 390, height: 844 } })
    await stranger.goto('/')
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await findingsOf(stranger)).toEqual([])
    expect(await overflowOf(stranger)).toBe(0)
    await stranger.context().close()
  })
})
