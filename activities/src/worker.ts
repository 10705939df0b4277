import { Client } from '@temporalio/client'
import { taskQueues } from '@throughline/contract/temporal'
import { createDatabase, pingDatabase } from '@throughline/database'
import {
  createBuckets,
  createLogger,
  createOutgoing,
  createSealer,
  loadSettings,
  prepareFaults,
  runUntilSignal,
  sealedFor,
  startHealthServer,
} from '@throughline/platform'
import { connectToTemporal, installRuntime } from '@throughline/platform/temporal-worker'
import { createEnginePool } from './engine-pool.ts'
import { createImportPool } from './imports/import-pool.ts'
import { createRecomputeSessions, noSessions } from './recompute/sessions.ts'
import { reconcileSchedules } from './schedules.ts'
import { createWorkers, type WorkerQueue } from './workers.ts'
import { workflowUrl } from './workflow-url.ts'

/** The worker process: workflows and activities of the queues in WORKER_TASK_QUEUES. Here all its parts are put together. */
const settings = loadSettings(undefined, ['DATABASE_URL', 'SESSION_SECRET'])
const logger = createLogger('worker', settings)
prepareFaults(settings)

await runUntilSignal(logger, async (shutdown) => {
  installRuntime(logger)
  const { worker: own, temporal } = settings
  const database = createDatabase({
    connectionString: settings.database.url,
    poolSize: settings.database.poolSize,
    applicationName: 'worker',
    onIdleError: (error) => logger.warn({ err: error }, 'an idle database connection broke'),
  })
  shutdown.add('database', () => database.close())
  const engine = createEnginePool(own.engineThread, { mostTasks: own.rememberedTasks })
  shutdown.add('engine threads', () => engine.close())
  const importWaits = { expireSeconds: own.importExpiryHours * 3_600 }
  const imports = createImportPool(
    own.importThread,
    {
      connectionString: settings.database.url,
      files: settings.files,
      temporal,
      waits: importWaits,
    },
    own.importMemoryMegabytes,
  )
  shutdown.add('import threads', () => imports.close())
  const stays = own.recomputeSessionSeconds > 0 && settings.database.directUrl !== ''
  const sessions = stays
    ? createRecomputeSessions({
        database,
        directUrl: settings.database.directUrl,
        stayMilliseconds: own.recomputeSessionSeconds * 1_000,
        logger,
      })
    : noSessions

  const connection = await connectToTemporal(temporal.address, logger, shutdown.signal)
  shutdown.add('temporal connection', () => connection.close())
  const queues = own.taskQueues.filter((queue): queue is WorkerQueue => queue !== taskQueues.email)
  const workers = await createWorkers(queues, {
    connection,
    namespace: temporal.namespace,
    database,
    engine,
    sessions,
    imports,
    buckets: createBuckets(settings.files),
    importWaits,
    outgoing: createOutgoing(settings.outgoing),
    linkSealer: createSealer(settings.api.sessionSecret, sealedFor.importLinks),
    fetchRetrySeconds: own.importFetchRetrySeconds,
    sealer: createSealer(settings.api.sessionSecret, sealedFor.webhooks),
    webhookRetrySeconds: settings.webhooks.retrySeconds,
    mailWindowSeconds: settings.notifications.windowSeconds,
    publicUrl: settings.api.publicUrl,
    chatGatherSeconds: settings.webhooks.chatGatherSeconds,
    sessionSecret: settings.api.sessionSecret,
    exportKeptDays: settings.organisations.exportKeptDays,
    workflowUrl: workflowUrl(temporal),
    logger,
    databasePoolSize: settings.database.poolSize,
    eventRetentionDays: own.eventRetentionDays,
    workflowBundle: { codePath: own.workflowBundle },
  })
  const running = workers.map((worker) => worker.run())
  shutdown.add('workers', async () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
    // Who stays for the next recompute would keep its worker from ending.
    await Promise.all([sessions.close(), ...running])
  })
  for (const run of running)
    run.catch((error: unknown) => {
      logger.fatal({ err: error }, 'a worker ended')
      process.exitCode = 1
      shutdown.request('a worker ended')
    })
  if (queues.includes(taskQueues.maintenance)) {
    const client = new Client({ connection, namespace: temporal.namespace, identity: 'throughline-worker' })
    await reconcileSchedules(client, { readsBounces: settings.email.imapUrl !== undefined })
  }

  const health = await startHealthServer({
    port: own.healthPort,
    checks: {
      workers: () => {
        const stopped = workers.find((worker) => worker.getState() !== 'RUNNING')
        return stopped ? `the worker of ${stopped.options.taskQueue} is ${stopped.getState()}` : null
      },
      database: async () => {
        await pingDatabase(database)
        return null
      },
    },
  })
  shutdown.add('health server', () => health.close())
  logger.info({ healthPort: health.port, taskQueues: queues, engineThreads: engine.size, stays }, 'working')
})
