import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { createClient } from '@throughline/client'
import { createDatabase } from '@throughline/database'
import { makePlan } from '../bench/live-plan.ts'
import { createTestOrganisation, type TestPerson } from '../harness/organisation.ts'
import { type ApiProcess, Services } from '../harness/service/index.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'
import type { LoadProject } from './messages.ts'
import type { LoadOptions } from './options.ts'
import { explainMissing, statementSettings } from './statement-times.ts'

export interface LoadWorld {
  running: RunningTestStack
  apis: ApiProcess[]
  projects: LoadProject[]
  /** One who may see everything, by the number of the organisation. */
  admins: TestPerson[]
  signal: AbortSignal
  stop(): Promise<void>
}

export interface LoadTelling {
  say: (line: string) => void
  /** Aborted when the run is to end early. */
  signal: AbortSignal
}

const organisationCount = 4
const projectsOfOne = 5
const membersOfOne = 5

/** The whole service in its own processes, durable, with 20 plans of four organisations and the people who work in them. */
export async function createLoadWorld(options: LoadOptions, { say, signal }: LoadTelling): Promise<LoadWorld> {
  const running = await startTestStack({
    temporal: options.temporal,
    durable: true,
    postgresSettings: options.statements ? statementSettings : {},
    signal,
  }).catch((error: unknown) => {
    throw explainMissing(error)
  })
  const services = new Services(running.stack)
  const stop = async () => {
    await services.stop()
    await running.stop()
  }
  try {
    const profile = options.profile ? { NODE_OPTIONS: `--import=${profilerOf(options.profile)}` } : {}
    if (options.profile) mkdirSync(options.profile, { recursive: true })
    await services.startWorker(profile)
    const apis: ApiProcess[] = []
    for (let index = 0; index < options.apis; index++)
      apis.push(await services.startApi({ LOG_LEVEL: 'warn', ...profile }))
    say(`making ${organisationCount * projectsOfOne} plans of ${options.tasks} tasks`)
    const { projects, admins } = await makePlans(running, { url: apis[0]?.url ?? '', tasks: options.tasks, signal })
    return { running, apis, projects, admins, signal, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface PlansToMake {
  url: string
  tasks: number
  signal: AbortSignal
}

async function makePlans({ stack }: RunningTestStack, { url, tasks, signal }: PlansToMake) {
  const database = createDatabase({ connectionString: stack.databaseUrl, poolSize: 2 })
  const projects: LoadProject[] = []
  const admins: TestPerson[] = []
  try {
    for (let organisation = 0; organisation < organisationCount; organisation++) {
      const { admin, addPerson } = await createTestOrganisation(database, stack)
      const people: TestPerson[] = []
      for (let index = 0; index < membersOfOne; index++) people.push(await addPerson())
      admins.push(admin)
      for (let index = 0; index < projectsOfOne; index++) {
        signal.throwIfAborted()
        projects.push(await makeProject(url, organisation, admin, people, tasks))
      }
    }
  } finally {
    await database.close()
  }
  return { projects, admins }
}

async function makeProject(
  url: string,
  organisation: number,
  admin: TestPerson,
  people: readonly TestPerson[],
  tasks: number,
): Promise<LoadProject> {
  const client = createClient({ baseUrl: url, token: admin.token })
  const { projectId, anywhere } = await makePlan(client, tasks)
  for (const { personId } of people)
    await client.call('putMember', { params: { projectId, personId }, body: { role: 'scheduler' } })
  const { revision } = await client.call('getProject', { params: { projectId } })
  return { id: projectId, organisation, revision, taskIds: anywhere, people: [admin, ...people] }
}

function profilerOf(folder: string): string {
  const module = new URL('./profile.mjs', import.meta.url)
  module.searchParams.set('folder', resolve(folder))
  return module.href
}
