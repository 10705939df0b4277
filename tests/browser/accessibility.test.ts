import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { untilValue } from '../harness/until.ts'
import { computedPlan, createSmallPlan } from '../integration/support.ts'
import { cellOf, untilLive } from './schedule-page.ts'
import { type BrowserWorld, createBrowserWorld } from './world.ts'

let world: BrowserWorld
let projectId: string
let taskId: string
/** Of a table, and waits for its review. */
let importId: string
let programId: string
beforeAll(async () => {
  world = await createBrowserWorld()
  const { project, second } = await createSmallPlan(world.client)
  projectId = project.id
  taskId = second
  await world.client.call('createResource', { params: { projectId }, body: { name: 'Ana' } })
  await computedPlan(world.client, projectId)
  const { created } = await world.client.call('createBaseline', { params: { projectId }, body: { name: 'Agreed' } })
  await world.client.call('createTeam', { body: { name: 'Civil works' } })
  await world.client.call('patchProject', { params: { projectId }, body: { baselineId: created[0] ?? null } })
  programId = (await world.client.call('createProgram', { body: { name: 'Harbour' } })).id
  await world.client.call('setProjectProgram', { params: { projectId }, body: { programId } })
  const body = {
    name: 'Build server',
    url: 'https://hooks.example.com/throughline',
    eventTypes: ['import.undone' as const],
  }
  await world.client.call('createWebhook', { body })
  const server = { host: 'mail.example.com', port: 587, tls: 'starttls' as const, fromAddress: 'plans@example.com' }
  await world.client.call('putMailSettings', { body: { senderName: 'Harbour', server } })
  importId = await uploadTable()
})

async function uploadTable(): Promise<string> {
  const body = new TextEncoder().encode('ID,Name,Duration,Risk\n1,Dig,2d,low\n2,Pour,5 parsecs,high\n')
  const { id } = await world.client.call('createImport', { query: { fileName: 'tasks.csv' }, body })
  const read = () => world.client.call('getImport', { params: { importId: id } })
  await untilValue(read, ({ state }) => state === 'waiting', { what: 'an import that waits', withinMs: 30_000 })
  return id
}

afterAll(() => world?.end())

interface Screen {
  path: () => string
  /** By what it is known that the screen is there. */
  ready: (page: Page) => Promise<void>
}

const screens: Readonly<Record<string, Screen>> = {
  palette: {
    path: () => '/',
    ready: async (page) => {
      if (await page.getByRole('dialog').isVisible()) return
      await page.getByRole('button', { name: 'Search or run a command' }).click()
      await page.getByRole('dialog').getByLabel('Search or run a command').fill('first')
      await page.getByRole('menuitem', { name: /^First/ }).waitFor()
    },
  },
  shortcuts: {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('dialog').isVisible()) return
      await untilLive(page)
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    },
  },
  projects: { path: () => '/', ready: (page) => page.getByRole('table', { name: 'Projects' }).waitFor() },
  schedule: {
    path: () => `/projects/${projectId}`,
    ready: (page) => page.getByRole('gridcell', { name: 'First', exact: true }).waitFor(),
  },
  'row menu': {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('menu').isVisible()) return
      await cellOf(page, taskId, 'name').click({ button: 'right' })
      await page.getByRole('menu', { name: 'Second' }).waitFor()
    },
  },
  'selected tasks': {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      await cellOf(page, taskId, 'name').click()
      await page.keyboard.press('Control+A')
      await page.getByRole('toolbar', { name: 'Selected tasks' }).waitFor()
    },
  },
  'filtered and grouped': {
    path: () => `/projects/${projectId}?f=incomplete~name.contains.s&s=-finish&g=duration`,
    ready: (page) => page.getByRole('row', { name: /Duration: 1d/ }).waitFor(),
  },
  'saved views': {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('menu').isVisible()) return
      await page.getByRole('button', { name: /^View:/ }).click()
      await page.getByRole('menu').waitFor()
    },
  },
  columns: {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('dialog').isVisible()) return
      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('dialog').getByRole('list', { name: 'Shown columns' }).waitFor()
    },
  },
  'export menu': {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      if (await page.getByRole('menu', { name: 'Export' }).isVisible()) return
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menu', { name: 'Export' }).waitFor()
    },
  },
  calendar: {
    path: () => `/projects/${projectId}/calendar?day=2026-03-10`,
    ready: (page) =>
      page
        .getByRole('button', { name: /^First/ })
        .first()
        .waitFor(),
  },
  resources: {
    path: () => `/projects/${projectId}/resources`,
    ready: (page) => page.getByRole('table', { name: 'Resources' }).waitFor(),
  },
  leveling: {
    path: () => `/projects/${projectId}/resources`,
    ready: async (page) => {
      const dialog = page.getByRole('dialog', { name: 'Level the project' })
      if (await dialog.isVisible()) return
      await page.getByRole('button', { name: 'Level', exact: true }).click()
      await dialog.getByRole('button', { name: 'Preview' }).click()
      await dialog.getByText('The finish').waitFor()
    },
  },
  'project settings': {
    path: () => `/projects/${projectId}/settings`,
    ready: (page) => page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor(),
  },
  'print dialog': {
    path: () => `/projects/${projectId}`,
    ready: async (page) => {
      const dialog = page.getByRole('dialog', { name: 'Print or save the plan' })
      if (await dialog.isVisible()) return
      await page.getByRole('button', { name: 'Print or save as PDF' }).click()
      await dialog.getByRole('img', { name: 'First page' }).waitFor()
    },
  },
  activity: {
    path: () => `/projects/${projectId}/activity`,
    ready: (page) => page.getByRole('list', { name: 'Activity' }).waitFor(),
  },
  why: {
    path: () => `/projects/${projectId}?task=${taskId}&why=finish`,
    ready: (page) => page.getByRole('list', { name: 'What drives it now' }).waitFor(),
  },
  'details of a task': {
    path: () => `/projects/${projectId}?task=${taskId}&panel=details`,
    ready: (page) => page.getByLabel('Add a successor').waitFor(),
  },
  'comments of a task': {
    path: () => `/projects/${projectId}?task=${taskId}&panel=comments`,
    ready: (page) => page.getByLabel('Write a comment').waitFor(),
  },
  'history of a task': {
    path: () => `/projects/${projectId}?task=${taskId}&panel=history`,
    ready: (page) => page.getByRole('list', { name: 'History of Second' }).getByRole('listitem').first().waitFor(),
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
  organisation: {
    path: () => '/organisation',
    ready: async (page) => {
      await page.getByRole('checkbox', { name: /^Viewers see changes live/ }).waitFor()
      await page.getByRole('table', { name: 'What people are told' }).waitFor()
    },
  },
  'people of the organisation': {
    path: () => '/organisation/people',
    ready: (page) => page.getByText(world.organisation.admin.email).waitFor(),
  },
  teams: {
    path: () => '/organisation/teams',
    ready: (page) => page.getByRole('article', { name: 'Civil works' }).waitFor(),
  },
  programs: {
    path: () => '/organisation/programs',
    ready: (page) => page.getByRole('link', { name: 'Harbour' }).waitFor(),
  },
  program: {
    path: () => `/organisation/programs/${programId}`,
    ready: (page) => page.getByLabel(`Role of ${world.organisation.admin.name}`).waitFor(),
  },
  roles: { path: () => '/organisation/roles', ready: (page) => page.getByRole('group').first().waitFor() },
  'service accounts': {
    path: () => '/organisation/service-accounts',
    ready: (page) => page.getByRole('textbox', { name: 'Name' }).waitFor(),
  },
  'audit trail': {
    path: () => '/organisation/audit',
    ready: (page) => page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().waitFor(),
  },
  mail: {
    path: () => '/organisation/mail',
    ready: (page) => page.getByRole('textbox', { name: 'Host' }).waitFor(),
  },
  webhooks: {
    path: () => '/organisation/webhooks',
    ready: (page) => page.getByRole('article', { name: 'Build server' }).waitFor(),
  },
  runs: {
    path: () => '/organisation/runs',
    ready: (page) => page.getByRole('list', { name: 'Runs' }).getByRole('button').first().waitFor(),
  },
  inbox: { path: () => '/inbox', ready: (page) => page.getByRole('heading', { name: 'Inbox' }).waitFor() },
  notifications: {
    path: () => '/notifications',
    ready: async (page) => {
      await page.getByRole('table', { name: 'What you are told' }).waitFor()
      await page.getByRole('heading', { name: 'When mail comes' }).waitFor()
    },
  },
  mails: {
    path: () => '/organisation/deliveries',
    ready: (page) => page.getByText(/to be sent/).waitFor(),
  },
  people: {
    path: () => `/projects/${projectId}/people`,
    ready: (page) => page.getByText(world.organisation.admin.email).first().waitFor(),
  },
  account: { path: () => '/account', ready: (page) => page.getByText(', this one').waitFor() },
  tokens: { path: () => '/tokens', ready: (page) => page.getByRole('heading').first().waitFor() },
  'new import': {
    path: () => '/imports/new',
    ready: (page) => page.getByRole('button', { name: 'Choose file' }).waitFor(),
  },
  imports: { path: () => '/imports', ready: (page) => page.getByRole('list', { name: 'Imports' }).waitFor() },
  'columns of an import': {
    path: () => `/imports/${importId}?view=columns`,
    ready: (page) => page.getByRole('table', { name: 'Columns of the file' }).waitFor(),
  },
  'review of an import': {
    path: () => `/imports/${importId}?view=review`,
    ready: async (page) => {
      const dig = page.getByRole('button', { name: /Dig/ })
      await dig.waitFor()
      if ((await dig.getAttribute('aria-expanded')) === 'false') await dig.click()
      await page.getByRole('table', { name: 'Fields of Dig' }).waitFor()
    },
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
    // What floats takes its new place after the resize.
    await expect.poll(() => overflowOf(page), { timeout: 5_000 }).toBe(0)
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

describe('on a phone', () => {
  const viewport = { width: 390, height: 844 }

  test('the header has room for a name, who is there, and the way to the account', async () => {
    const viewer = await world.join(projectId, 'viewer')
    const name = 'The reconstruction of the harbour warehouse'
    await world.client.call('patchProject', { params: { projectId }, body: { name } })
    const page = await world.openSignedIn(`/projects/${projectId}`, { viewport }, viewer.person)
    await page.getByText('refreshes every 10 seconds').waitFor()
    const boxes = [page.getByRole('heading', { name }), page.getByRole('button', { name: 'Account' })]
    const [heading, account] = await Promise.all(boxes.map((box) => box.boundingBox()))
    expect(heading?.width).toBeGreaterThan(250)
    expect((account?.x ?? 0) + (account?.width ?? 0)).toBeLessThanOrEqual(viewport.width)
    await page.context().close()
  })

  test('the cause of a date leaves its row in sight', async () => {
    const operations = Array.from({ length: 30 }, (_, at) => ({
      op: 'create' as const,
      entity: 'task' as const,
      values: { name: `Task ${at + 3}`, durationMinutes: 480 },
    }))
    const { created } = await world.client.call('createChangeSet', { params: { projectId }, body: { operations } })
    const last = created.at(-1) ?? ''
    await computedPlan(world.client, projectId)
    const page = await world.openSignedIn(`/projects/${projectId}`, { viewport })
    await untilLive(page)
    await cellOf(page, taskId, 'start').click()
    await page.keyboard.press('Control+End')
    await cellOf(page, last, 'start').and(page.locator('[data-active]')).waitFor()
    await page.keyboard.press('?')
    const panel = page.getByRole('region', { name: 'Why this start?' })
    await panel.getByRole('list', { name: 'What drives it now' }).waitFor()
    const [row, cause] = await Promise.all([cellOf(page, last, 'name').boundingBox(), panel.boundingBox()])
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual(cause?.y ?? 0)
    await page.context().close()
  })
})
