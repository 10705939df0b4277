import { Worker } from '@temporalio/worker'
import { taskQueues } from '@throughline/contract/temporal'
import { createDatabase } from '@throughline/database'
import {
  createLogger,
  createSealer,
  loadSettings,
  prepareFaults,
  runUntilSignal,
  sealedFor,
  startHealthServer,
} from '@throughline/platform'
import { connectToTemporal, installRuntime } from '@throughline/platform/temporal-worker'
import { createEmailActivities } from './activities.ts'
import { createMailbox } from './bounces/mailbox.ts'
import { createMailTransport } from './mail-transport.ts'
import { createMailMetrics } from './metrics.ts'
import { createOrganisationMail } from './organisation-mail.ts'

/** Sends the mail of notifications: a Temporal worker of its own task queue, for activities only. */
const settings = loadSettings(undefined, ['DATABASE_URL', 'SESSION_SECRET'])
const logger = createLogger('email-service', settings)
prepareFaults(settings)

await runUntilSignal(logger, async (shutdown) => {
  installRuntime(logger)
  const database = createDatabase({
    connectionString: settings.database.url,
    poolSize: settings.database.poolSize,
    applicationName: 'email-service',
    onIdleError: (error) => logger.warn({ err: error }, 'an idle database connection broke'),
  })
  shutdown.add('database', () => database.close())
  const { from } = settings.email
  const transport = createOrganisationMail({
    shared: createMailTransport(settings.email),
    from,
    sealer: createSealer(settings.api.sessionSecret, sealedFor.mailPasswords),
    allowedHosts: settings.outgoing.allowedHosts,
  })
  shutdown.add('mail transport', () => transport.close())

  const metrics = createMailMetrics({ ofProcess: true })
  const connection = await connectToTemporal(settings.temporal.address, logger, shutdown.signal)
  shutdown.add('temporal connection', () => connection.close())
  const worker = await Worker.create({
    connection,
    namespace: settings.temporal.namespace,
    taskQueue: taskQueues.email,
    activities: createEmailActivities({
      ...{ database, transport, metrics },
      mailbox: settings.email.imapUrl ? createMailbox(settings.email.imapUrl) : undefined,
      whenUnknown: settings.email.whenUnknown,
      publicUrl: settings.api.publicUrl,
      sessionSecret: settings.api.sessionSecret,
    }),
    identity: 'email-service',
    // Those that wait for a connection to a mail server cost next to nothing, and there are servers that are slow.
    maxConcurrentActivityTaskExecutions: 200,
    maxHeartbeatThrottleInterval: '1 second',
    shutdownGraceTime: '8 seconds',
    shutdownForceTime: '12 seconds',
  })
  const running = worker.run()
  shutdown.add('worker', async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown()
    await running
  })
  running.catch((error: unknown) => {
    logger.fatal({ err: error }, 'the worker ended')
    process.exitCode = 1
    shutdown.request('the worker ended')
  })

  const health = await startHealthServer({
    port: settings.email.healthPort,
    checks: {
      worker: () => (worker.getState() === 'RUNNING' ? null : `the worker is ${worker.getState()}`),
      smtp: async () => {
        await transport.verify()
        return null
      },
    },
    metrics: metrics.registry,
  })
  shutdown.add('health server', () => health.close())
  logger.info({ healthPort: health.port }, 'delivering notifications')
})
