/**
 * Records the histories that tests/replay replays: each workflow type on each path that matters, on a real server.
 * Activities are stand-ins, since a history keeps only their inputs and answers. Run it when a workflow gets a new path:
 * node --import tsx activities/src/cli/record-histories.ts ADDRESS BUNDLE tests/replay/histories
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CancelledFailure, Context } from '@temporalio/activity'
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import {
  type DeletionStep,
  type DigestStep,
  type ImportResult,
  type ImportStep,
  type NotifyStep,
  type PurgeStep,
  signals,
  taskQueues,
  type WebhookStep,
  workflowIds,
  workflowTypes,
} from '@throughline/contract/temporal'
import { type Answers, createRecorder, failForGood } from './recorder.ts'

const organisationId = '00000000-0000-7000-8000-000000000001'
const [address = '127.0.0.1:7233', bundle = 'dist/workflows.js', folder = 'tests/replay/histories'] =
  process.argv.slice(2)

Runtime.install({ logger: new DefaultLogger('ERROR') })
const connection = await NativeConnection.connect({ address })
const recorder = createRecorder(connection, bundle, [
  ...['recomputeProject', 'importFile', 'finishImport', 'nextStep', 'fetchImport', 'readImport', 'writeImport'],
  'settleImport',
  ...['remindImport', 'reportImport', 'undoImport', 'seedDemoPlans', 'deliverNotification', 'requestLaggingRecomputes'],
  ...['decideNotification', 'settleNotification', 'decideDigest'],
  ...['settleSeeding', 'openPurge', 'purgeBatch', 'settlePurge', 'attemptWebhook', 'readBounces'],
  'tellDueTasks',
  ...['foundOrganisation', 'packOrganisation', 'unpackOrganisation'],
  ...['nextDeletionStep', 'remindOwners', 'removeFiles', 'purgeOrganisation', 'settleOrganisationRun'],
])
const { client } = recorder
let count = 0x100
function nextId() {
  count += 1
  return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
}

/**
 * Runs one workflow to its end and keeps its history, without stack traces: they would name folders of this machine.
 * `fails`: that end is its failure.
 */
async function record(
  name: string,
  answers: Answers,
  start: () => Promise<WorkflowHandle>,
  { fails = false }: { fails?: boolean } = {},
) {
  recorder.answerWith(answers)
  const handle = await start()
  const ended = await handle.result().then(
    () => 'well',
    (error: unknown) => {
      if (!(error instanceof WorkflowFailedError)) throw error
      return 'badly'
    },
  )
  if (ended !== (fails ? 'badly' : 'well')) throw new Error(`${name} ended ${ended}`)
  const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as unknown
  const text = JSON.stringify(history, (key, value) => (key === 'stackTrace' ? '' : value), 1)
  writeFileSync(join(folder, `${name}.json`), `${text}\n`)
  process.stdout.write(`${name}\n`)
}

const startWith = (workflowType: string, taskQueue: string, workflowId: string, input?: object) =>
  client.workflow.start(workflowType, { taskQueue, workflowId, args: input ? [input] : [] })

function recompute(revisions: readonly number[]) {
  return async () => {
    const projectId = nextId()
    const [requested = 1] = revisions
    const handle = await client.workflow.signalWithStart(workflowTypes.recompute, {
      taskQueue: taskQueues.planning,
      workflowId: workflowIds.recompute(projectId),
      args: [{ organisationId, projectId, requested }],
      signal: signals.recomputeRequested,
      signalArgs: [{ revision: requested }],
    })
    for (const revision of revisions.slice(1)) await handle.signal(signals.recomputeRequested, { revision })
    return handle
  }
}

const startImport = async () => {
  const importId = nextId()
  return startWith(workflowTypes.importPlan, taskQueues.imports, workflowIds.import(importId), {
    organisationId,
    importId,
  })
}

const covers = (milliseconds: number) => async (input: { requested: number }) => {
  await Context.current().sleep(milliseconds)
  return { outcome: 'written', coveredRevision: input.requested, movedCount: 3 }
}

const untilCancelled = async () => {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), 100)
  try {
    await context.cancelled
  } finally {
    clearInterval(timer)
  }
}

async function untilBeating(handle: WorkflowHandle): Promise<void> {
  for (;;) {
    const { pendingActivities } = (await handle.describe()).raw
    if (pendingActivities?.some((activity) => activity.lastHeartbeatTime)) return
  }
}

const finishImport = async (input: { state: string }) => ({ state: input.state })

/**
 * An import whose activities answer these steps one after the other. Where it waits for somebody, it is woken; where it
 * waits for a time, that passes.
 */
function runImport(steps: readonly ImportStep[], { cancels = false } = {}) {
  const left = [...steps]
  let handle: WorkflowHandle | undefined
  const answer = async () => {
    const step = left.shift()
    if (!step) throw new Error('the import goes on beyond its script')
    if (step.next === 'wait' && step.milliseconds === null)
      setTimeout(() => (cancels ? handle?.cancel() : handle?.signal(signals.importWoken)), 500)
    return step
  }
  const settleImport = async (input: { state: ImportResult['state'] }) => ({ state: input.state, rows: 0 })
  const answers: Answers = {
    ...{
      nextStep: answer,
      fetchImport: answer,
      readImport: answer,
      writeImport: answer,
      remindImport: answer,
      reportImport: answer,
      undoImport: answer,
    },
    settleImport,
  }
  const start = async () => {
    const importId = nextId()
    handle = await client.workflow.signalWithStart(workflowTypes.runImport, {
      taskQueue: taskQueues.imports,
      workflowId: workflowIds.import(importId),
      args: [{ organisationId, importId }],
      signal: signals.importWoken,
      signalArgs: [],
    })
    return handle
  }
  return { answers, start }
}

const recordImport = (name: string, ...script: Parameters<typeof runImport>) => {
  const { answers, start } = runImport(...script)
  return record(`run-import-${name}`, answers, start)
}
/** A webhook whose attempts answer these steps one after the other. */
function recordWebhook(name: string, steps: readonly WebhookStep[]) {
  const left = [...steps]
  const deliveryId = nextId()
  return record(`webhook-${name}`, { attemptWebhook: async () => left.shift() }, () =>
    startWith(workflowTypes.deliverWebhook, taskQueues.notifications, workflowIds.webhook(deliveryId), {
      organisationId,
      deliveryId,
    }),
  )
}

/**
 * A notification whose decisions are these, one after the other; it is woken where it waits for long, and where its mail
 * is still on its way after half a second.
 */
function recordNotify(
  name: string,
  steps: readonly NotifyStep[],
  { deliverNotification = sent, fails = false }: { deliverNotification?: () => Promise<unknown>; fails?: boolean } = {},
) {
  const left = [...steps]
  const notificationId = nextId()
  let handle: WorkflowHandle | undefined
  const wakeSoon = () => setTimeout(() => handle?.signal(signals.notificationWoken), 500)
  const decideNotification = async () => {
    const step = left.shift()
    if (step?.next === 'wait' ? step.milliseconds > 1_000 : step?.next === 'send' && left.length > 0) wakeSoon()
    return step
  }
  const settleNotification = async () => undefined
  const answers = { decideNotification, deliverNotification, settleNotification }
  const start = async () => {
    handle = await client.workflow.signalWithStart(workflowTypes.notify, {
      taskQueue: taskQueues.notifications,
      workflowId: workflowIds.notify(notificationId),
      args: [{ organisationId, notificationId }],
      signal: signals.notificationWoken,
      signalArgs: [],
    })
    return handle
  }
  return record(`notify-${name}`, answers, start, { fails })
}
const sent = async () => ({ outcome: 'sent' })

/** Digests whose decisions are these, one after the other; they are woken where they wait for long. */
function recordDigest(name: string, steps: readonly DigestStep[]) {
  const left = [...steps]
  const personId = nextId()
  let handle: WorkflowHandle | undefined
  const decideDigest = async () => {
    const step = left.shift()
    if (step?.next === 'wait' && step.milliseconds > 1_000)
      setTimeout(() => handle?.signal(signals.digestWoken, { organisationId }), 500)
    return step
  }
  return record(`digest-${name}`, { decideDigest }, async () => {
    handle = await client.workflow.signalWithStart(workflowTypes.digest, {
      taskQueue: taskQueues.notifications,
      workflowId: workflowIds.digest(personId, 'daily'),
      args: [{ organisationId, personId, cadence: 'daily' }],
      signal: signals.digestWoken,
      signalArgs: [{ organisationId }],
    })
    return handle
  })
}

const purged = '00000000-0000-7000-8000-0000000000ff'
const endsPurge = async (): Promise<PurgeStep> => ({ next: 'end', state: 'completed' })
const settlePurge = async (input: { state: string }) => ({ state: input.state })
const startPurge = () => {
  const runId = nextId()
  return startWith(workflowTypes.purgeRows, taskQueues.maintenance, workflowIds.purge(runId), { runId })
}
/** A purge whose batches answer these steps one after the other; where it waits for somebody, it is woken, or cancelled. */
function recordPurge(name: string, steps: readonly PurgeStep[], { cancels = false } = {}) {
  const left = [...steps]
  let handle: WorkflowHandle | undefined
  const purgeBatch = async () => {
    const step = left.shift()
    if (step?.next === 'wait') setTimeout(() => (cancels ? handle?.cancel() : handle?.signal(signals.runWoken)), 500)
    return step
  }
  return record(`purge-rows-${name}`, { purgeBatch, settlePurge }, async () => {
    handle = await startPurge()
    return handle
  })
}

/** Work on a whole organisation. */
const recordOrganisation = (name: string, workflowType: string, answers: Answers) => {
  const runId = nextId()
  return record(`organisation-${name}`, answers, () =>
    startWith(workflowType, taskQueues.maintenance, workflowIds.organisation(runId), { organisationId, runId }),
  )
}
/** An export or an import that rests once, until it is woken. */
function recordPaused(name: string, workflowType: string, activity: 'packOrganisation' | 'unpackOrganisation') {
  const runId = nextId()
  const states = ['paused', 'completed']
  let handle: WorkflowHandle | undefined
  const work = async () => {
    const state = states.shift()
    if (state === 'paused') setTimeout(() => handle?.signal(signals.runWoken), 500)
    return { state, rows: state === 'paused' ? 0 : 120 }
  }
  return record(`organisation-${name}`, { [activity]: work }, async () => {
    handle = await client.workflow.signalWithStart(workflowType, {
      taskQueue: taskQueues.maintenance,
      workflowId: workflowIds.organisation(runId),
      args: [{ organisationId, runId }],
      signal: signals.runWoken,
      signalArgs: [],
    })
    return handle
  })
}
/** A deletion whose steps are these, one after the other; it is woken where it waits for long. */
function recordDeletion(name: string, steps: readonly DeletionStep[]) {
  const left = [...steps]
  const runId = nextId()
  const nextDeletionStep = async () => {
    const step = left.shift()
    if (step?.next === 'wait' && step.milliseconds > 1_000) setTimeout(() => handle?.signal(signals.deletionWoken), 500)
    return step
  }
  let handle: WorkflowHandle | undefined
  const nothing = async () => undefined
  const purgeOrganisation = async () => ({ state: 'completed', rows: 120 })
  return record(
    `organisation-delete-${name}`,
    { nextDeletionStep, remindOwners: nothing, removeFiles: nothing, purgeOrganisation },
    async () => {
      handle = await client.workflow.signalWithStart(workflowTypes.deleteOrganisation, {
        taskQueue: taskQueues.maintenance,
        workflowId: workflowIds.organisation(runId),
        args: [{ organisationId, runId }],
        signal: signals.deletionWoken,
        signalArgs: [],
      })
      return handle
    },
  )
}

const forSomebody: ImportStep = { next: 'wait', milliseconds: null }
const completed: ImportStep = { next: 'end', state: 'completed', rows: 120 }

mkdirSync(folder, { recursive: true })
await recorder.withWorkers(async () => {
  await record('recompute-single', { recomputeProject: covers(0) }, recompute([4]))
  await record('recompute-coalesced', { recomputeProject: covers(400) }, recompute([4, 5, 6, 7, 8]))
  await record(
    'recompute-cancelled',
    { recomputeProject: untilCancelled },
    async () => {
      const handle = await recompute([4])()
      await untilBeating(handle)
      await handle.cancel()
      return handle
    },
    { fails: true },
  )
  await record('import-completed', { importFile: async () => ({ outcome: 'written', rows: 120 }) }, startImport)
  await record(
    'import-rejected',
    { importFile: async () => ({ outcome: 'rejected', rows: 0 }), finishImport },
    startImport,
  )
  await record('import-failed', { importFile: failForGood, finishImport }, startImport)
  await record('import-cancelled', { importFile: untilCancelled, finishImport }, async () => {
    const handle = await startImport()
    await handle.cancel()
    return handle
  })
  await record('import-cancelled-running', { importFile: untilCancelled, finishImport }, async () => {
    const handle = await startImport()
    await untilBeating(handle)
    await handle.cancel()
    return handle
  })
  await recordImport('at-once', [{ next: 'read' }, { next: 'write' }, forSomebody, { next: 'report' }, completed])
  await recordImport('reviewed', [
    { next: 'read' },
    forSomebody,
    { next: 'write' },
    forSomebody,
    { next: 'report' },
    completed,
  ])
  await recordImport('read-anew', [
    { next: 'read' },
    forSomebody,
    { next: 'read' },
    forSomebody,
    { next: 'settle', state: 'cancelled' },
  ])
  await recordImport('paused', [
    { next: 'write' },
    forSomebody,
    { next: 'write' },
    { next: 'wait', milliseconds: 1_000 },
    completed,
  ])
  await recordImport('parked', [
    { next: 'write' },
    forSomebody,
    { next: 'write' },
    forSomebody,
    { next: 'report' },
    completed,
  ])
  await recordImport('expired', [
    { next: 'read' },
    { next: 'wait', milliseconds: 1_000 },
    { next: 'remind' },
    { next: 'wait', milliseconds: 1_000 },
    { next: 'settle', state: 'expired' },
  ])
  await recordImport('fetched', [
    { next: 'fetch' },
    { next: 'read' },
    forSomebody,
    { next: 'write' },
    forSomebody,
    { next: 'report' },
    completed,
  ])
  await recordImport('fetched-later', [
    { next: 'fetch' },
    { next: 'wait', milliseconds: 1_000 },
    { next: 'fetch' },
    { next: 'wait', milliseconds: 1_000 },
    { next: 'fetch' },
    { next: 'settle', state: 'failed' },
  ])
  await recordImport('undone', [{ next: 'undo' }, { next: 'end', state: 'undone', rows: 0 }])
  await recordImport('rejected', [{ next: 'read' }, { next: 'settle', state: 'failed' }])
  await recordImport('cancelled-in-temporal', [{ next: 'read' }, forSomebody], { cancels: true })
  const failing = runImport([{ next: 'read' }])
  await record('run-import-failed', { ...failing.answers, readImport: failForGood }, failing.start)
  await record('seed', { seedDemoPlans: async () => ({ outcome: 'seeded', projects: 3 }) }, () =>
    startWith(workflowTypes.seedOrganisation, taskQueues.maintenance, workflowIds.seed(organisationId), {
      organisationId,
    }),
  )
  await record(
    'seed-failed',
    { seedDemoPlans: failForGood, settleSeeding: async () => undefined },
    () => {
      const id = nextId()
      const input = { organisationId: id }
      return startWith(workflowTypes.seedOrganisation, taskQueues.maintenance, workflowIds.seed(id), input)
    },
    { fails: true },
  )
  const send: NotifyStep = { next: 'send' }
  await recordNotify('sent-at-once', [send])
  await recordNotify('waited', [
    { next: 'wait', milliseconds: 1_000 },
    { next: 'wait', milliseconds: 86_400_000 },
    send,
  ])
  await recordNotify('digested', [{ next: 'end', outcome: 'digest' }])
  await recordNotify('failed', [send], { deliverNotification: failForGood, fails: true })
  await recordNotify('called-off', [send, { next: 'end', outcome: 'cancelled' }], {
    deliverNotification: async () => {
      await untilCancelled()
      throw new CancelledFailure('called off')
    },
  })
  await recordDigest('made', [{ next: 'wait', milliseconds: 1_000 }, { next: 'made' }, { next: 'end' }])
  await recordDigest('woken', [{ next: 'wait', milliseconds: 86_400_000 }, { next: 'end' }])
  const steps: WebhookStep[] = [
    { next: 'wait', milliseconds: 1_000 },
    { next: 'wait', milliseconds: 2_000 },
    { next: 'end', state: 'delivered' },
  ]
  await recordWebhook('delivered-at-last', steps)
  await recordWebhook('gone', [{ next: 'end', state: 'gone' }])
  const done = async () => ({ state: 'completed', rows: 120 })
  await recordOrganisation('create', workflowTypes.createOrganisation, { foundOrganisation: done })
  await recordOrganisation('export', workflowTypes.exportOrganisation, { packOrganisation: done })
  await recordOrganisation('import', workflowTypes.importOrganisation, { unpackOrganisation: done })
  await recordOrganisation('import-failed', workflowTypes.importOrganisation, {
    unpackOrganisation: failForGood,
    settleOrganisationRun: async () => ({ state: 'failed', rows: 0 }),
  })
  await recordPaused('export-paused', workflowTypes.exportOrganisation, 'packOrganisation')
  await recordPaused('import-paused', workflowTypes.importOrganisation, 'unpackOrganisation')
  await recordDeletion('done', [
    { next: 'wait', milliseconds: 1_000 },
    { next: 'remind' },
    { next: 'wait', milliseconds: 1_000 },
    { next: 'purge' },
  ])
  await recordDeletion('called-off', [
    { next: 'wait', milliseconds: 86_400_000 },
    { next: 'end', state: 'cancelled', rows: 0 },
  ])
  await record('sweep-projects', { requestLaggingRecomputes: async () => ({ asked: 2 }) }, () =>
    startWith(workflowTypes.sweepProjects, taskQueues.maintenance, 'maintenance/recompute-sweep'),
  )
  await record('tell-due', { tellDueTasks: async () => ({ told: 3 }) }, () =>
    startWith(workflowTypes.tellDue, taskQueues.maintenance, 'maintenance/due'),
  )
  await record('read-bounces', { readBounces: async () => ({ read: 3, bounced: 1 }) }, () =>
    startWith(workflowTypes.readBounces, taskQueues.maintenance, 'mail/bounces'),
  )
  await record('purge-opened', { openPurge: async () => ({ runId: purged }), purgeBatch: endsPurge }, () =>
    startWith(workflowTypes.purgeExpired, taskQueues.maintenance, 'maintenance/purge'),
  )
  await record('purge-not-opened', { openPurge: async () => ({ runId: null }) }, () =>
    startWith(workflowTypes.purgeExpired, taskQueues.maintenance, 'maintenance/purge'),
  )
  await recordPurge('completed', [{ next: 'batch' }, { next: 'batch' }, { next: 'end', state: 'completed' }])
  await recordPurge('paused', [{ next: 'batch' }, { next: 'wait' }, { next: 'end', state: 'completed' }])
  await recordPurge('cancelled-in-temporal', [{ next: 'batch' }, { next: 'wait' }], { cancels: true })
  await record('purge-rows-failed', { purgeBatch: failForGood, settlePurge }, startPurge)
})
await connection.close()
