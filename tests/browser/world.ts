import type { Client } from '@throughline/client'
import type { ProjectRole } from '@throughline/contract'
import { createDatabase, type Database } from '@throughline/database'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import {
  createTestOrganisation,
  type TestOrganisation,
  type TestPerson,
  type TestStack,
  testStack,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, ensureBuild, type ServiceProcess, Services } from '../harness/service/index.ts'
import { launchChromium } from './chromium.ts'
import { keepShown } from './shown-pages.ts'

/** The whole product with a browser in front of it, and an organisation. */
export interface BrowserWorld {
  api: ApiProcess
  worker: ServiceProcess
  /** Another worker, after the one before was killed. */
  restartWorker(): Promise<void>
  /** For what no request can do. */
  database: Database
  organisation: TestOrganisation
  client: Client
  /** Another person of the organisation, with a role in a project, and a client that acts as them. */
  join(projectId: string, role: ProjectRole): Promise<{ person: TestPerson; client: Client }>
  /** A page of a browser session of its own, not signed in. */
  openPage(options?: BrowserContextOptions): Promise<Page>
  /** The same, signed in as the administrator, at a path. */
  openSignedIn(path: string, options?: BrowserContextOptions, person?: TestPerson): Promise<Page>
  end(): Promise<void>
}

/** On the stack that the tests share, unless on one of its own. */
export async function createBrowserWorld(stack: TestStack = testStack()): Promise<BrowserWorld> {
  const { databaseUrl } = stack
  const database = createDatabase({ connectionString: databaseUrl, poolSize: 5, applicationName: 'tests' })
  const services = new Services(stack)
  await ensureBuild(['web'])
  const [browser, api, worker] = await Promise.all([launchChromium(), services.startApi(), services.startWorker()])
  const organisation = await createTestOrganisation(database, stack)
  const client = clientOf(api.url, organisation.admin)
  const openPage = (options: BrowserContextOptions = {}) => open(browser, { baseURL: api.url, ...options })
  const world: BrowserWorld = {
    api,
    worker,
    async restartWorker() {
      world.worker = await services.startWorker()
    },
    database,
    organisation,
    client,
    openPage,
    async join(projectId, role) {
      const person = await organisation.addPerson()
      await client.call('putMember', { params: { projectId, personId: person.personId }, body: { role } })
      return { person, client: clientOf(api.url, person) }
    },
    async openSignedIn(path, options, person = organisation.admin) {
      const page = await openPage(options)
      await page.goto('/sign-in')
      await signIn(page, person)
      await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
      if (path !== '/') await page.goto(path)
      return page
    },
    end: () => endAll(browser, services, database),
  }
  return world
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`in the page: ${error.stack ?? error.message}`))
  keepShown(page)
  return page
}

async function endAll(browser: Browser, services: Services, database: Database): Promise<void> {
  await browser.close()
  await services.stop()
  await database.close()
}

export async function signIn(page: Page, { email, password }: Pick<TestPerson, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
