import { createClient, createLiveConnection, createPlanSession, type PlanSession } from '@throughline/client'
import type { StreamEvent } from '@throughline/contract'
import { until } from '../harness/until.ts'
import { createSmallPlan, type SmallPlan } from '../integration/support.ts'
import { rememberFootprints } from './checker/resources.ts'
import type { World } from './world.ts'

/** An edit that the service has acknowledged. */
export interface AcknowledgedEdit {
  taskId: string
  durationMinutes: number
  key: string
  changeSetId: string
  revision: number
}

/** Someone who looks: the events as they came, and the plan that they make. */
export interface Subscriber {
  since: number
  log: StreamEvent[]
  session: PlanSession
  close(): void
}

/** What a cell did, and so what has to be true after it. */
export interface Scene {
  world: World
  plan: SmallPlan
  projectId: string
  edits: AcknowledgedEdit[]
  /** Change sets that the project has to have, those of its making included. */
  changeSets: number
  /** Tasks that the project has to have, each once. */
  taskNames: string[]
  subscribers: Subscriber[]
  imports: { importId: string; digest: string }[]
  /** Who has to have had a mail. */
  recipients: string[]
  /** A mail may have come twice: the answer of the mail server, or the mark after it, was lost. */
  mailMayRepeat: boolean
  /** Webhooks whose project has had events since, each of which has to have arrived. */
  webhooks: { id: string; path: string }[]
  /** Organisations besides the world's whose demonstration plans are awaited. */
  seeded: { organisationId: string; token: string }[]
  nextDuration: number
  /** The flow has its effect at this time at the soonest, disturbed or not; in milliseconds since 1970. */
  dueAt: number
}

/** A new project with its dates, and someone who looks at it. */
export async function openScene(world: World): Promise<Scene> {
  const plan = await createSmallPlan(world.patient)
  const projectId = plan.project.id
  const scene: Scene = {
    world,
    plan,
    projectId,
    edits: [],
    changeSets: 2,
    taskNames: ['First', 'Second'],
    subscribers: [],
    imports: [],
    recipients: [],
    mailMayRepeat: false,
    webhooks: [],
    seeded: [],
    nextDuration: 480,
    dueAt: 0,
  }
  await untilComputed(scene)
  await subscribe(scene)
  rememberFootprints(world)
  return scene
}

export const closeScene = (scene: Scene): void => {
  for (const subscriber of scene.subscribers) subscriber.close()
}

/** A duration that no other edit of the scene sets. */
export const freshDuration = (scene: Scene): number => {
  scene.nextDuration += 15
  return scene.nextDuration
}

/** Changes a task's duration, for as long as it takes until that is acknowledged. */
export async function edit(scene: Scene, taskId = scene.plan.first): Promise<AcknowledgedEdit> {
  const durationMinutes = freshDuration(scene)
  const key = crypto.randomUUID()
  const input = { params: { taskId }, body: { durationMinutes }, idempotencyKey: key }
  const { changeSet, revision } = await scene.world.patient.call('patchTask', input)
  const acknowledged = { taskId, durationMinutes, key, changeSetId: changeSet.id, revision }
  scene.edits.push(acknowledged)
  scene.changeSets += 1
  return acknowledged
}

/** Waits until the dates cover all that was put in. */
export async function untilComputed({ world, projectId }: Scene, withinMs = 90_000): Promise<void> {
  const look = async () => {
    const [row] = await world.query<{ computed: boolean }>(
      'select computed_revision >= input_revision and input_revision > 0 as computed from project where id = $1',
      [projectId],
    )
    return row?.computed
  }
  await until(look, { what: 'dates that cover every edit', withinMs, everyMs: 25 })
}

/** Waits until the worker has gone that stays with a project it has computed. */
export async function untilNobodyStays({ world, projectId }: Scene): Promise<void> {
  const gone = async () => {
    const staying = 'select from recompute_slot where project_id = $1 and session_until > now()'
    return (await world.query(staying, [projectId])).length === 0
  }
  await until(gone, { what: 'the end of the session of a recompute', withinMs: 30_000 })
}

/** Someone else comes to look, from a revision on that they know; the plan they load is the present one. */
export async function subscribe(scene: Scene, since?: number): Promise<Subscriber> {
  const { world, projectId } = scene
  const url = world.apiUrls[0] ?? ''
  const { token } = world.organisation.admin
  const params = { projectId }
  const live = createLiveConnection({ url, token })
  const session = createPlanSession({ client: world.patient, live, projectId })
  await until(() => session.getSnapshot().status === 'ready', { what: 'a plan that is followed', withinMs: 60_000 })
  const from = since ?? session.getSnapshot().saved?.project.revision ?? 0
  const log: StreamEvent[] = []
  const watched = createLiveConnection({ url, token })
  watched.watch({
    kind: 'project',
    id: projectId,
    since: from,
    onEvent: (event) => {
      log.push(event)
      return true
    },
    onResync: async (reached) => {
      const { items, head } = await createClient({ baseUrl: url, token }).call('listEvents', {
        params,
        query: { since: reached },
      })
      log.push(...items)
      return Math.min(head, items.at(-1)?.revision ?? head)
    },
  })
  const subscriber: Subscriber = {
    since: from,
    log,
    session,
    close() {
      session.close()
      live.close()
      watched.close()
    },
  }
  scene.subscribers.push(subscriber)
  return subscriber
}

/** Waits until everyone who looks has seen the revision. */
export async function untilSeen({ subscribers }: Scene, revision: number, withinMs = 60_000): Promise<void> {
  const seen = () =>
    subscribers.every(
      ({ log, session }) =>
        (log.at(-1)?.revision ?? 0) >= revision && (session.getSnapshot().saved?.project.revision ?? 0) >= revision,
    )
  await until(seen, { what: `revision ${revision} on every screen`, withinMs, everyMs: 10 })
}
