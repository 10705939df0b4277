import { type Client, createLiveConnection, createPlanSession, type PlanSession } from '@throughline/client'
import { createDatabase } from '@throughline/database'
import { createTestOrganisation, type TestPerson } from '../harness/organisation.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'
import { until } from '../harness/until.ts'

export type TemporalKind = 'development' | 'postgres'

/** Everything that an edit passes through, as processes of their own, and two people. */
export interface Stage {
  temporal: TemporalKind
  url: string
  running: RunningTestStack
  editor: TestPerson
  /** Sends edits. */
  client: Client
  /** Another client with its own socket, which keeps a whole plan true. */
  openPlan(projectId: string): Promise<PlanSession>
  /** The last lines of what the services wrote. */
  lastLines(): string
  stop(): Promise<void>
}

export async function setStage(temporal: TemporalKind): Promise<Stage> {
  const running = await startTestStack({ temporal, durable: true })
  const services = new Services(running.stack)
  const stop = () => services.stop().finally(running.stop)
  try {
    const [{ url, process: api }, worker] = await Promise.all([services.startApi(), services.startWorker()])
    const database = createDatabase({ connectionString: running.stack.databaseUrl, poolSize: 2 })
    const organisation = await createTestOrganisation(database, running.stack).finally(() => database.close())
    const editor = organisation.admin
    return {
      temporal,
      url,
      running,
      editor,
      client: clientOf(url, editor),
      openPlan: (id) => openPlan(url, editor, id),
      lastLines: () => [api, worker].map(({ output }) => output.slice(-3_000)).join('\n'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPlan(url: string, person: TestPerson, projectId: string): Promise<PlanSession> {
  const live = createLiveConnection({ url, token: person.token })
  const session = createPlanSession({ client: clientOf(url, person), live, projectId })
  await until(() => live.state.getSnapshot() === 'live', { what: 'a live connection' })
  await until(() => session.getSnapshot().status === 'ready', { what: 'an open plan' })
  return {
    ...session,
    close: () => {
      session.close()
      live.close()
    },
  }
}
