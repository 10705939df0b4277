import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { until } from '../../harness/until.ts'
import { flows } from '../flows.ts'
import type { Footprint } from '../footprint.ts'
import { listCells } from '../matrix.ts'
import { closeScene, edit, openScene, type Scene, untilComputed } from '../scene.ts'
import { createWorld, type World } from '../world.ts'
import { awaitSound, findViolations, type Invariant } from './checker.ts'

let world: World
let scene: Scene
beforeAll(async () => {
  world = await createWorld('plain')
  scene = await openScene(world)
  await edit(scene)
  const [cell] = listCells('smoke')
  if (!cell) throw new Error('the matrix is empty')
  for (const flow of [flows.email, flows.import, flows.webhook]) await (await flow.prepare(scene, cell))()
  await untilComputed(scene)
  await awaitSound(scene, 30_000)
}, 180_000)
afterAll(async () => {
  if (scene) closeScene(scene)
  await world?.end()
})

/** Does damage, and answers what takes it back. */
type Harm = () => Promise<() => Promise<unknown>>

/** Damage by SQL: `$1` is the id that is meant. */
const sql =
  (harm: string, mend: string, id: () => string = () => scene.projectId): Harm =>
  async () => {
    await world.query(harm, [id()])
    return () => world.query(mend, [id()])
  }

const editOf = () => scene.edits[0] ?? { key: '', changeSetId: '' }
const second = () => scene.plan.second
const importId = () => scene.imports[0]?.importId ?? ''
const change = (table: string, column: string, forth: string, back: string, where: string, id?: () => string) =>
  sql(
    `update ${table} set ${column} = ${forth} where ${where}`,
    `update ${table} set ${column} = ${back} where ${where}`,
    id,
  )
const importedTask = `id = (select min(t.id::text)::uuid from task t join import_job j on j.project_id = t.project_id where j.id = $1)`

/** A connection that does this and then stands still. */
const connection =
  (name: string, ...statements: string[]): Harm =>
  async () => {
    const client = new pg.Client({ connectionString: world.running.stack.superuserUrl, application_name: name })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    return () => client.end()
  }

/** A connection that its client closes while the service is not there to notice. */
const deserted: Harm = async () => {
  const service = world.services['email-service']
  const { hostname, port, pathname } = new URL(service.healthUrl)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
  await once(socket, 'data')
  service.freeze()
  socket.destroy()
  return async () => service.thaw()
}

/** As if the api had taken up less than it does when it had settled. */
const lessThan =
  (part: Partial<Footprint>): Harm =>
  async () => {
    const { settled } = world
    const api = settled.get('api')
    if (!api) throw new Error('only Linux tells what a process takes up')
    settled.set('api', { ...api, ...part })
    return async () => settled.set('api', api)
  }

/** For what a process may have taken for news: an edit that moves the task makes news of it again. */
const andEdit =
  (harm: Harm): Harm =>
  async () => {
    const mend = await harm()
    return async () => {
      await mend()
      await edit(scene)
      await untilComputed(scene)
    }
  }

const harms: Record<string, { breaks: Invariant; harm: Harm }> = {
  'an edit is lost': {
    breaks: 'edits',
    harm: change(
      'task',
      'duration_minutes',
      'duration_minutes + 1',
      'duration_minutes - 1',
      'id = $1',
      () => scene.plan.first,
    ),
  },
  'an acknowledged revision is another': {
    breaks: 'edits',
    harm: change('change_set', 'revision', 'revision + 9000', 'revision - 9000', 'id = $1', () => editOf().changeSetId),
  },
  'a change was applied twice': {
    breaks: 'edits',
    harm: sql(
      `insert into change_set select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'revision', c.revision + 9000))).*
       from change_set c where c.id = $1`,
      `delete from change_set where revision > 9000 and $1 <> ''`,
      () => editOf().changeSetId,
    ),
  },
  'an answer was not kept': {
    breaks: 'edits',
    harm: sql(
      `update idempotency_key set key = 'lost ' || key where key = $1`,
      `update idempotency_key set key = $1 where key = 'lost ' || $1`,
      () => editOf().key,
    ),
  },
  'a row was created twice': {
    breaks: 'edits',
    harm: sql(
      `insert into task select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).* from task t where t.id = $1`,
      `with gone as (
         delete from task where id <> $1 and name = 'Second' and project_id = (select project_id from task where id = $1)
         returning project_id)
       update project p set task_count = task_count - 1 from gone where p.id = gone.project_id`,
      second,
    ),
  },
  'a date is wrong': {
    breaks: 'dates',
    harm: change(
      'task',
      'early_finish',
      "early_finish + interval '1 day'",
      "early_finish - interval '1 day'",
      'id = $1',
      second,
    ),
  },
  'dates lag behind': {
    breaks: 'dates',
    harm: change('project', 'computed_revision', 'computed_revision - 1', 'computed_revision + 1', 'id = $1'),
  },
  'an event is missing': {
    breaks: 'streams',
    harm: sql(
      'update event set revision = revision + 9000 where stream_id = $1 and revision = 2',
      'update event set revision = revision - 9000 where stream_id = $1 and revision > 9000',
    ),
  },
  'a revision was skipped': { breaks: 'streams', harm: change('stream', 'head', 'head + 1', 'head - 1', 'id = $1') },
  'a row is ahead of its project': {
    breaks: 'streams',
    harm: andEdit(change('task', 'revision', 'revision + 9000', 'revision - 9000', 'id = $1', second)),
  },
  'a subscriber missed an event': {
    breaks: 'streams',
    harm: async () => {
      const log = scene.subscribers[0]?.log ?? []
      const missed = log.pop()
      return async () => missed && log.push(missed)
    },
  },
  'a screen shows something else': {
    breaks: 'replay',
    harm: change('task', 'name', "name || '!'", 'left(name, -1)', 'id = $1', second),
  },
  'an import has half of its rows': {
    breaks: 'imports',
    harm: change('import_job', 'rows_done', 'rows_done - 1', 'rows_done + 1', 'id = $1', importId),
  },
  'an imported plan is another': {
    breaks: 'imports',
    harm: change('task', 'duration_minutes', 'duration_minutes + 1', 'duration_minutes - 1', importedTask, importId),
  },
  'an import does not end': {
    breaks: 'imports',
    harm: change('import_job', 'state', "'writing'", "'completed'", 'id = $1', importId),
  },
  'a mail is missing': {
    breaks: 'mails',
    harm: async () => {
      const mails = world.sink.mails.splice(0)
      return async () => world.sink.mails.push(...mails)
    },
  },
  'a mail came under two names': {
    breaks: 'mails',
    harm: async () => {
      world.sink.mails.push({ from: '', to: scene.recipients, source: '', messageId: '<other@example.com>', at: 0 })
      return async () => world.sink.mails.pop()
    },
  },
  'a mail came twice without a reason': {
    breaks: 'mails',
    harm: async () => {
      const mail = world.sink.mails.find(({ to }) => to.includes(scene.recipients[0] ?? ''))
      if (mail) world.sink.mails.push(mail)
      return async () => world.sink.mails.pop()
    },
  },
  'a notification waits': {
    breaks: 'mails',
    harm: change(
      'email_delivery',
      'state',
      "'claimed'",
      "'sent'",
      "notification_id in (select id from notification where project_id = $1 and kind = 'task-assigned')",
    ),
  },
  'a webhook was not told': {
    breaks: 'webhooks',
    harm: async () => {
      const received = world.receiver.received.splice(0)
      return async () => world.receiver.received.push(...received)
    },
  },
  'a webhook was told two things under one name': {
    breaks: 'webhooks',
    harm: async () => {
      const [first] = world.receiver.received
      if (first) world.receiver.received.push({ ...first, body: '{}' })
      return async () => world.receiver.received.pop()
    },
  },
  'a webhook was told of nothing that happened': {
    breaks: 'webhooks',
    harm: async () => {
      const [first] = world.receiver.received
      if (first) world.receiver.received.push({ ...first, headers: { 'webhook-id': randomUUID() } })
      return async () => world.receiver.received.pop()
    },
  },
  'a work request is left lying': {
    breaks: 'work',
    harm: sql(
      `insert into work_request (id, organisation_id, kind, subject_id, not_before)
       select gen_random_uuid(), organisation_id, 'recompute', id, now() + interval '1 day' from project where id = $1`,
      'delete from work_request where subject_id = $1',
    ),
  },
  'a slot is held': {
    breaks: 'work',
    harm: sql(
      "update recompute_slot set expires_at = now() + interval '1 day' where project_id = $1",
      'update recompute_slot set expires_at = now() where project_id = $1',
    ),
  },
  'a run does not end': {
    breaks: 'work',
    harm: change('recompute_run', 'state', "'running'", "'completed'", 'project_id = $1'),
  },
  'a receipt is missing': {
    breaks: 'work',
    harm: change('change_set', 'covered_at', 'null', 'now()', 'id = $1', () => editOf().changeSetId),
  },
  'a workflow is stuck': {
    breaks: 'workflows',
    harm: async () => {
      const { workflowService } = world.temporal
      const workflowId = `recompute/${randomUUID()}`
      await workflowService.startWorkflowExecution({
        namespace: 'default',
        workflowId,
        requestId: randomUUID(),
        workflowType: { name: 'recompute' },
        taskQueue: { name: 'nobody' },
      })
      return () =>
        workflowService.terminateWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } })
    },
  },
  'a transaction is left open': { breaks: 'leaks', harm: connection('left open', 'begin', 'select 1') },
  'a lock is left': { breaks: 'leaks', harm: connection('locks', 'select pg_advisory_lock(4711)') },
  'a listener is left': { breaks: 'leaks', harm: connection('throughline listener', 'listen nothing') },
  'a connection is left at one end': { breaks: 'resources', harm: deserted },
  'a service takes more memory': { breaks: 'resources', harm: lessThan({ megabytes: 10 }) },
  'a service has more descriptors': { breaks: 'resources', harm: lessThan({ descriptors: { '/dev/null': 1 } }) },
  'connections are left': {
    breaks: 'leaks',
    harm: async () => {
      const mends = await Promise.all(Array.from({ length: 31 }, connection('left')))
      return () => Promise.all(mends.map((mend) => mend()))
    },
  },
}

test.each(Object.entries(harms))('finds that %s', async (_, { breaks, harm }) => {
  await awaitSound(scene, 30_000)
  const mend = await harm()
  try {
    const found = async () => (await findViolations(scene)).some(({ invariant }) => invariant === breaks)
    await until(found, { what: `a violation of ${breaks}`, withinMs: 20_000 })
  } finally {
    await mend()
  }
  await awaitSound(scene, 30_000)
})
