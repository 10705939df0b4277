import type { Client } from '@throughline/client'
import { createDatabase, type Database } from '@throughline/database'
import { findFreePorts, type StackPart } from '@throughline/deploy'
import { connectTemporal } from '../../deploy/local/temporal-setup.ts'
import { FileHost } from '../harness/file-host.ts'
import { createTestOrganisation, type TestOrganisation } from '../harness/organisation.ts'
import { Services } from '../harness/service/index.ts'
import { SmtpSink } from '../harness/smtp-sink.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'
import { until } from '../harness/until.ts'
import { WebhookReceiver } from '../harness/webhook-receiver.ts'
import type { ServiceName, WorldKind } from './cell.ts'
import { type Equipment, equip } from './equipment.ts'
import type { Footprint } from './footprint.ts'
import { ManagedService } from './managed-service.ts'
import { createPatientClient } from './patient-client.ts'
import { portOf } from './ports-of.ts'
import { createQuery, type Query } from './query.ts'
import { Toxiproxy, type Wire } from './toxiproxy.ts'
import { openWires, type Wires } from './wires.ts'

/** A stack with its services, every process and connection of which can be disturbed. One serves many cells. */
export interface World {
  running: RunningTestStack
  database: Database
  organisation: TestOrganisation
  /** Null where neither disk nor clocks can be disturbed. */
  equipment: Equipment | null
  sink: SmtpSink
  receiver: WebhookReceiver
  /** Has the files that imports fetch. */
  host: FileHost
  wires: Wires
  services: Readonly<Record<ServiceName, ManagedService>>
  /** Further copies, past all wires; they end with the cell. */
  spares: Services
  temporal: Awaited<ReturnType<typeof connectTemporal>>
  /** Where clients reach the api, and spare copies of it. */
  apiUrls: string[]
  patient: Client
  /** The errors that made `patient` ask again since this was last emptied. */
  repeats: unknown[]
  /** What each service took up when it had settled. */
  settled: Map<ServiceName, Footprint>
  /** Rows as a superuser sees them. */
  query: Query
  /** Takes every disturbance back, and waits until all processes run again. */
  heal(): Promise<void>
  end(): Promise<void>
}

/** Killed processes come back at once, however often a cell kills them. */
const restarts = { most: 1_000, withinMs: 1_000, firstPauseMs: 100 }
const infrastructure: readonly StackPart[] = ['postgres', 'pgbouncer', 'temporal']

/** Webhooks and links lead to this machine, and attempts come soon one after the other. */
export const nearWebhooks = {
  OUTGOING_ALLOWED_HOSTS: '127.0.0.1',
  WEBHOOK_RETRY_SECONDS: '1,1,1,2,2,5,5',
  IMPORT_FETCH_RETRY_SECONDS: '1,2,5',
}

/** How long a worker stays with a project that it has computed. Cells begin when it has gone, and end when it has. */
const shortSessions = { RECOMPUTE_SESSION_SECONDS: '2' }

/** Of every worker of a world, spare ones as well. */
export const workerSettings = { ...shortSessions, ...nearWebhooks }

export async function createWorld(kind: WorldKind): Promise<World> {
  const running = await startTestStack({
    restarts,
    temporal: kind === 'real-temporal' ? 'postgres' : 'development',
  })
  const { stack } = running
  const equipment = kind === 'equipped' ? await equip(running) : null
  const toxiproxy = await Toxiproxy.start(running)
  const sink = await SmtpSink.create()
  await sink.start()
  const receiver = await WebhookReceiver.start()
  const host = await FileHost.start()
  const [apiPort = 0] = await findFreePorts(1)
  const wires = await openWires(toxiproxy, stack, { api: apiPort, smtp: sink.port, webhook: receiver.port })
  const services = new Services(stack)
  const managed = manage(services, wires, stack, { apiPort, equipment })
  await Promise.all(Object.values(managed).map((service) => service.start()))
  const database = createDatabase({
    connectionString: stack.databaseUrl,
    poolSize: 2,
    onIdleError: () => undefined,
  })
  const organisation = await createTestOrganisation(database, stack)
  const apiUrls = [`http://127.0.0.1:${wires['client-api'].port}`]
  const spares = new Services(stack)
  const temporal = await connectTemporal(stack.temporalAddress)
  const repeats: unknown[] = []
  return {
    running,
    database,
    organisation,
    equipment,
    sink,
    receiver,
    host,
    wires,
    services: managed,
    spares,
    temporal,
    apiUrls,
    patient: createPatientClient({
      urls: () => apiUrls,
      token: organisation.admin.token,
      onRepeat: (error) => repeats.push(error),
    }),
    repeats,
    settled: new Map(),
    query: createQuery(stack.superuserUrl),
    async heal() {
      sink.mend()
      await equipment?.restore()
      await Promise.all(Object.values<Wire>(wires).map((wire) => wire.clear()))
      for (const name of infrastructure) running.parts.process(name).kill('SIGCONT')
      for (const name of infrastructure)
        await until(() => running.parts.process(name).state === 'running', { what: `${name} runs`, withinMs: 30_000 })
      await Promise.all(Object.values(managed).map((service) => service.heal()))
      apiUrls.length = 1
      await spares.stop()
    },
    async end() {
      for (const service of Object.values(managed)) service.thaw()
      await spares.stop()
      await services.stop()
      await temporal.close()
      await database.close()
      await sink.stop()
      await receiver.stop()
      await host.close()
      await toxiproxy.stop()
      await equipment?.disk.remove()
      await running.stop()
    },
  }
}

function manage(
  services: Services,
  wires: Wires,
  { databaseUrl, databaseDirectUrl }: RunningTestStack['stack'],
  { apiPort, equipment }: { apiPort: number; equipment: Equipment | null },
): World['services'] {
  const through = (url: string, wire: Wire) => url.replace(`:${portOf(url)}`, `:${wire.port}`)
  const temporalAt = (wire: Wire) => ({ TEMPORAL_ADDRESS: `127.0.0.1:${wire.port}` })
  const clockOf = (name: ServiceName) => equipment?.clocks[name].env
  const env = {
    api: {
      ...clockOf('api'),
      ...nearWebhooks,
      PORT: String(apiPort),
      DATABASE_URL: through(databaseUrl, wires['api-database']),
      DATABASE_DIRECT_URL: through(databaseDirectUrl, wires['api-listener']),
      ...temporalAt(wires['api-temporal']),
    },
    worker: {
      ...clockOf('worker'),
      ...workerSettings,
      DATABASE_URL: through(databaseUrl, wires['worker-database']),
      DATABASE_DIRECT_URL: through(databaseDirectUrl, wires['worker-listener']),
      ...temporalAt(wires['worker-temporal']),
    },
    'email-service': {
      ...clockOf('email-service'),
      DATABASE_URL: through(databaseUrl, wires['email-database']),
      ...temporalAt(wires['email-temporal']),
      SMTP_URL: `smtp://127.0.0.1:${wires['email-smtp'].port}`,
    },
  }
  return {
    api: new ManagedService('api', async () => (await services.startApi(env.api)).process),
    worker: new ManagedService('worker', () => services.startWorker(env.worker)),
    'email-service': new ManagedService('email-service', () => services.startEmailService(env['email-service'])),
  }
}
