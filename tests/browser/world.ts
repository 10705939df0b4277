import type { Client } from '@throughline/client'
import type { ProjectRole } from '@throughline/contract'
import { createDatabase, type Database } from '@throughline/database'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import {
  createTestOrganisation,
  type TestOrganisation,
  type TestPerson,
  type TestStack,
  testStack,
} from '../harness/index.ts'
import { clientOf, ensureBuild, type ServiceProcess, Services } from '../harness/service/index.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'
import { launchChromium } from './chromium.ts'
import { keepShown } from './shown-pages.ts'

/** The whole product with a browser in front of it, and an organisation. */
export interface BrowserWorld {
  api: { url: string }
  worker: Pick<ServiceProcess, 'signal'>
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

/** With a stack and services of its own, that may be held and killed: nobody else does their work. */
export interface OwnBrowserWorld extends BrowserWorld {
  running: RunningTestStack
  worker: ServiceProcess
  /** Another worker, after the one before was killed. */
  restartWorker(): Promise<void>
}

/** In front of the services that all these tests share: whoever stops the worker lets it go on again. */
export async function createBrowserWorld(): Promise<BrowserWorld> {
  const { apiUrl, workerId } = inject('browserServices')
  const signal = (name: NodeJS.Signals) => void process.kill(workerId, name)
  return openWorld(testStack(), apiUrl, { signal }, async () => undefined)
}

export async function createOwnBrowserWorld(env: Readonly<Record<string, string>> = {}): Promise<OwnBrowserWorld> {
  const running = await startTestStack()
  const services = new Services(running.stack)
  const stop = () => services.stop().finally(running.stop)
  await ensureBuild(['web'])
  const [api, worker] = await Promise.all([services.startApi(env), services.startWorker(env)])
  const world: OwnBrowserWorld = Object.assign(await openWorld(running.stack, api.url, worker, stop), {
    running,
    worker,
    async restartWorker() {
      world.worker = await services.startWorker(env)
    },
  })
  return world
}

async function openWorld(
  stack: TestStack,
  apiUrl: string,
  worker: BrowserWorld['worker'],
  stopServices: () => Promise<void>,
): Promise<BrowserWorld> {
  const database = createDatabase({
    connectionString: stack.databaseUrl,
    poolSize: 5,
    applicationName: 'tests',
  })
  const [browser, organisation] = await Promise.all([launchChromium(), createTestOrganisation(database, stack)])
  const client = clientOf(apiUrl, organisation.admin)
  const openPage = (options: BrowserContextOptions = {}) => open(browser, { baseURL: apiUrl, ...options })
  return {
    api: { url: apiUrl },
    worker,
    database,
    organisation,
    client,
    openPage,
    async join(projectId, role) {
      const person = await organisation.addPerson()
      await client.call('putMember', { params: { projectId, personId: person.personId }, body: { role } })
      return { person, client: clientOf(apiUrl, person) }
    },
    async openSignedIn(path, options, person = organisation.admin) {
      const page = await openPage(options)
      await page.goto('/sign-in')
      await signIn(page, person)
      await page.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
      if (path !== '/') await page.goto(path)
      return page
    },
    async end() {
      await browser.close()
      await database.close()
      await stopServices()
    },
  }
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`in the page: ${error.stack ?? error.message}`))
  keepShown(page)
  return page
}

export async function signIn(page: Page, { email, password }: Pick<TestPerson, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
