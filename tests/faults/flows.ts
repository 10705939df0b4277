import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ImportJob } from '@throughline/contract'
import { createTestOrganisation, type TestOrganisation, type TestPerson } from '../harness/organisation.ts'
import { until } from '../harness/until.ts'
import { makeMspdi } from '../integration/mspdi.ts'
import type { Cell, FlowName, ServiceName } from './cell.ts'
import { importedDigest } from './checker/digest.ts'
import { createPatientClient } from './patient-client.ts'
import { edit, freshDuration, type Scene, subscribe, untilComputed, untilNobodyStays, untilSeen } from './scene.ts'

/** Does what comes by the point; settles when its effect is there, which is when the cell has recovered. */
export type Act = () => Promise<void>

export interface Flow {
  /** The process that comes by the points. */
  owner: ServiceName
  /** Sets out what it takes, before anything is disturbed. */
  prepare(scene: Scene, cell: Cell): Promise<Act>
}

const importedTasks = 1_100
const halfOfAnUpload = 1_300_000
const burstMs = 3_000
const minuteMs = 60_000
const madeOffline = 'Made offline'

const changeATask: Flow['prepare'] = async (scene) => async () => {
  await edit(scene)
}

/** An edit when nobody has edited for a while: Temporal is asked for a worker. */
const moveDates: Flow['prepare'] = async (scene) => {
  await untilNobodyStays(scene)
  return async () => {
    await edit(scene)
    await untilComputed(scene)
  }
}

/** An edit soon after another: the worker is still there. */
const moveDatesAgain: Flow['prepare'] = async (scene) => {
  await edit(scene)
  await untilComputed(scene)
  return async () => {
    await edit(scene)
    await untilComputed(scene)
  }
}

const showOnScreens: Flow['prepare'] = async (scene) => async () => {
  const { revision } = await edit(scene)
  await untilSeen(scene, revision)
}

/** Someone comes who has seen nothing yet, and is brought up to date. */
const showThePast: Flow['prepare'] = async (scene) => {
  await edit(scene)
  await untilComputed(scene)
  return () => comeToLook(scene)
}

async function comeToLook(scene: Scene): Promise<void> {
  const { log } = await subscribe(scene, 0)
  const { project } = await scene.world.patient.call('getPlan', { params: { projectId: scene.projectId } })
  await until(() => (log.at(-1)?.revision ?? 0) >= project.revision, { what: 'the past on a screen', withinMs: 60_000 })
}

const importAFile: Flow['prepare'] = async (scene, { point }) => {
  const { world } = scene
  const file = makeMspdi(importedTasks)
  const digest = await importedDigest(world, file)
  const padded = point === 'import:upload-half' ? `${file}<!-- ${' '.repeat(halfOfAnUpload)} -->` : file
  const body = new TextEncoder().encode(padded)
  return () => importOnce(scene, body, digest)
}

async function importOnce(scene: Scene, body: Uint8Array<ArrayBuffer>, digest: string): Promise<void> {
  const query = { fileName: 'chain.xml', mode: 'at-once' } as const
  await untilImported(scene, await scene.world.patient.call('createImport', { query, body }), digest)
}

/** The same with a file that the service fetches; of three pieces, so that there is a middle. */
const importALink: Flow['prepare'] = async (scene) => {
  const { world } = scene
  const file = makeMspdi(importedTasks)
  const digest = await importedDigest(world, file)
  const url = world.host.give('/chain.xml', `${file}<!-- ${' '.repeat(2 * halfOfAnUpload)} -->`)
  return async () => {
    const body = { url, mode: 'at-once' } as const
    await untilImported(scene, await world.patient.call('createLinkedImport', { body }), digest)
  }
}

async function untilImported(scene: Scene, job: Pick<ImportJob, 'id'>, digest: string): Promise<void> {
  const { world } = scene
  scene.imports.push({ importId: job.id, digest })
  const ended = async () => {
    const [row] = await world.query<{ ended: boolean }>(
      'select ended_at is not null as ended from import_job where id = $1',
      [job.id],
    )
    return row?.ended
  }
  await until(ended, { what: 'the end of the import', withinMs: 90_000, everyMs: 25 })
}

/** A person is given a task, and is told by mail. */
const tellByMail: Flow['prepare'] = async (scene) => {
  const person = await scene.world.organisation.addPerson()
  return () => assign(scene, person)
}

/** Many people at once: more than are at work at a time. */
const tellMany: Flow['prepare'] = async (scene) => {
  const people: TestPerson[] = []
  for (let count = 0; count < 25; count += 1) people.push(await scene.world.organisation.addPerson())
  return async () => {
    await Promise.all(people.map((person) => assign(scene, person)))
  }
}

/** The same by a daily digest, whose hour is the next full minute. */
const tellByDigest: Flow['prepare'] = async (scene, { count }) => {
  const { world } = scene
  // Who waits for the digest itself to be made waits no whole minute for it.
  const isSoon = () => 60 - new Date().getUTCSeconds() <= 14
  if (count > 1) await until(isSoon, { what: 'the end of the minute', withinMs: 60_000 })
  const person = await world.organisation.addPerson()
  const client = createPatientClient({ urls: () => world.apiUrls, token: person.token })
  scene.dueAt = (Math.floor(Date.now() / minuteMs) + 1) * minuteMs
  const nextMinute = new Date(scene.dueAt).toISOString().slice(11, 16)
  await client.call('putNotificationTimes', {
    body: {
      ...{ timeZone: 'UTC', locale: 'en-GB', quietFrom: null, quietUntil: null },
      ...{ digestAt: nextMinute, digestWeekday: 1 },
    },
  })
  const body = { inbox: true, mail: 'daily' } as const
  await client.call('putNotificationPreference', { params: { kind: 'task-assigned' }, body })
  return () => assign(scene, person)
}

async function assign(scene: Scene, person: TestPerson): Promise<void> {
  const { world, projectId, plan } = scene
  const params = { projectId }
  const resource = await world.patient.call('createResource', {
    params,
    body: { name: person.name, personId: person.personId },
  })
  const resourceId = resource.created[0] ?? ''
  await world.patient.call('createAssignment', { params, body: { taskId: plan.first, resourceId } })
  scene.changeSets += 2
  scene.recipients.push(person.email)
  const sent = async () => {
    const [row] = await world.query<{ count: number }>(
      `select count(*)::int as count from email_delivery d join notification n on n.id = d.notification_id
       where n.person_id = $1 and n.kind = 'task-assigned' and d.state = 'sent'`,
      [person.personId],
    )
    return row?.count === 1
  }
  await until(sent, { what: 'a mail that was sent', withinMs: 150_000, everyMs: 25 })
}

/** A program is told of an edit. It is busy at first, so that there is a pause between attempts as well. */
const tellAProgram: Flow['prepare'] = async (scene) => {
  const { world, projectId } = scene
  const path = `/${randomUUID()}`
  world.receiver.answer = (request) => (world.receiver.at(request.path).length === 1 ? 503 : 204)
  const body = {
    name: 'A program',
    url: `http://127.0.0.1:${world.wires['worker-webhook'].port}${path}`,
    eventTypes: ['project.changed' as const],
    projectIds: [projectId],
  }
  const { id } = await world.patient.call('createWebhook', { body })
  scene.webhooks.push({ id, path })
  return async () => {
    await edit(scene)
    await untilTold(scene, id)
  }
}

async function untilTold({ world }: Scene, webhookId: string): Promise<void> {
  const told = async () => {
    const rows = await world.query<{ state: string }>('select state from webhook_delivery where webhook_id = $1', [
      webhookId,
    ])
    return rows.length > 0 && rows.every(({ state }) => state === 'delivered')
  }
  await until(told, { what: 'a webhook that was taken', withinMs: 90_000, everyMs: 25 })
}

const pushWhatWasDoneOffline: Flow['prepare'] = async (scene) => {
  const { world, projectId, plan } = scene
  const { project } = await world.patient.call('getPlan', { params: { projectId } })
  const durationMinutes = freshDuration(scene)
  const key = randomUUID()
  const changes = {
    tasks: {
      created: [{ id: randomUUID(), name: madeOffline, durationMinutes: 480 }],
      updated: [{ id: plan.first, durationMinutes, _changed: 'durationMinutes' }],
      deleted: [],
    },
  }
  const body = { changes, lastPulledAt: project.revision }
  return async () => {
    await world.patient.call('pushSync', { params: { projectId }, body, idempotencyKey: key })
    scene.changeSets += 1
    scene.taskNames.push(madeOffline)
    await untilComputed(scene)
  }
}

const seedAnOrganisation: Flow['prepare'] = async (scene) => {
  const { world } = scene
  const organisation = await createTestOrganisation(world.database, world.running.stack)
  return () => seed(scene, organisation)
}

async function seed(scene: Scene, { id, admin }: TestOrganisation): Promise<void> {
  const { world } = scene
  const patient = createPatientClient({ urls: () => world.apiUrls, token: admin.token })
  await patient.call('seedOrganisation', { params: { organisationId: id } })
  scene.seeded.push({ organisationId: id, token: admin.token })
  const seeded = async () => {
    const [row] = await world.query<{ plans: number; lagging: number }>(
      `select count(*)::int as plans, count(*) filter (where computed_revision < input_revision)::int as lagging
       from project where organisation_id = $1 and seed_key is not null`,
      [id],
    )
    return row !== undefined && row.plans >= 3 && row.lagging === 0
  }
  await until(seeded, { what: 'demonstration plans with dates', withinMs: 90_000 })
}

/** What has expired is taken away, in batches. */
const purge: Flow['prepare'] = async ({ world }) => {
  await world.query('update person set is_operator = true where id = $1', [world.organisation.admin.personId])
  return async () => {
    const { id: runId } = await world.patient.call('startRun', { body: { kind: 'purge' } })
    const isOver = async () => (await world.patient.call('watchRun', { params: { runId }, query: {} })).endedAt !== null
    await until(isOver, { what: 'a purge that has ended', withinMs: 90_000 })
  }
}

/** Edits while recomputes are paused: nothing computes them before they are resumed, whatever is killed meanwhile. */
const editWhilePaused: Flow['prepare'] = async (scene) => {
  const { world, projectId } = scene
  const { patient } = world
  const [run] = (await patient.call('listAllRuns', { query: { projectId, limit: 1 } })).items
  const { id: runId } = await patient.call('pauseRun', { params: { runId: run?.id ?? '' } })
  return async () => {
    await edit(scene)
    await pause(burstMs)
    await edit(scene)
    const { items } = await patient.call('listChangeSets', { params: { projectId }, query: { limit: 2 } })
    const states = items.map(({ receipt }) => receipt.state)
    if (states.some((state) => state !== 'paused')) throw new Error(`receipts amid a pause are ${states.join(', ')}`)
    await patient.call('resumeRun', { params: { runId } })
    await untilComputed(scene)
  }
}

/** Several people edit, each waiting for each answer; two on each task. */
const editTogether: Flow['prepare'] = async (scene, { milliseconds }) => {
  const { first, second } = scene.plan
  return async () => {
    const end = Date.now() + burstMs + milliseconds
    const work = async (taskId: string) => {
      while (Date.now() < end) {
        await edit(scene, taskId)
        await pause(150)
      }
    }
    await Promise.all([first, second, first, second].map(work))
    await untilComputed(scene)
  }
}

export const flows: Readonly<Record<FlowName, Flow>> = {
  edit: { owner: 'api', prepare: changeATask },
  dispatch: { owner: 'api', prepare: moveDates },
  recompute: { owner: 'worker', prepare: moveDates },
  session: { owner: 'worker', prepare: moveDatesAgain },
  upload: { owner: 'api', prepare: importAFile },
  fetch: { owner: 'worker', prepare: importALink },
  import: { owner: 'worker', prepare: importAFile },
  notify: { owner: 'worker', prepare: tellByMail },
  digest: { owner: 'worker', prepare: tellByDigest },
  email: { owner: 'email-service', prepare: tellByMail },
  mails: { owner: 'email-service', prepare: tellMany },
  webhook: { owner: 'worker', prepare: tellAProgram },
  live: { owner: 'api', prepare: showOnScreens },
  backfill: { owner: 'api', prepare: showThePast },
  sync: { owner: 'api', prepare: pushWhatWasDoneOffline },
  seed: { owner: 'worker', prepare: seedAnOrganisation },
  purge: { owner: 'worker', prepare: purge },
  paused: { owner: 'api', prepare: editWhilePaused },
  burst: { owner: 'api', prepare: editTogether },
  outage: { owner: 'api', prepare: editTogether },
}
