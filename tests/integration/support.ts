import type { Client } from '@throughline/client'
import type { Plan, Project } from '@throughline/contract'
import { untilValue } from '../harness/until.ts'

export interface SmallPlan {
  project: Project
  /** A day of work. */
  first: string
  /** A day of work after it. */
  second: string
}

/** A project of two tasks, one after the other, from Monday 2 March 2026 at eight. */
export async function createSmallPlan(client: Client): Promise<SmallPlan> {
  const project = await client.call('createProject', { body: { name: 'Two tasks', startsAt: '2026-03-02T08:00' } })
  const first = crypto.randomUUID()
  const second = crypto.randomUUID()
  await client.call('createChangeSet', {
    params: { projectId: project.id },
    body: {
      operations: [
        { op: 'create', entity: 'task', id: first, values: { name: 'First', durationMinutes: 480 } },
        { op: 'create', entity: 'task', id: second, values: { name: 'Second', durationMinutes: 480 } },
        { op: 'create', entity: 'link', values: { predecessorId: first, successorId: second } },
      ],
    },
  })
  return { project, first, second }
}

export const planOf = (client: Client, projectId: string): Promise<Plan> =>
  client.call('getPlan', { params: { projectId } })

/** The plan once its dates cover all changes. */
export function computedPlan(client: Client, projectId: string, withinMs = 30_000): Promise<Plan> {
  return untilValue(
    () => planOf(client, projectId),
    ({ project }) => project.computedRevision >= project.inputRevision && project.inputRevision > 0,
    { what: 'a computed plan', withinMs },
  )
}

export function taskOf({ tasks }: Plan, id: string): Plan['tasks'][number] {
  const found = tasks.find((task) => task.id === id)
  if (!found) throw new Error(`there is no task ${id} in the plan`)
  return found
}

/** Of what somebody wants to be told, how and when; and, for their organisation, of what those who chose nothing. */
export async function chooseNotifications(client: Client, projectId: string): Promise<void> {
  await client.call('putNotificationPreference', {
    params: { kind: 'task-assigned' },
    body: { inbox: true, mail: 'off' },
  })
  await client.call('putNotificationDefault', {
    params: { kind: 'commented' },
    body: { inbox: true, mail: 'daily' },
  })
  await client.call('putNotificationTimes', {
    body: {
      ...{ timeZone: 'Europe/Berlin', locale: 'de-DE', quietFrom: '22:00', quietUntil: '06:30' },
      ...{ digestAt: '08:00', digestWeekday: 1 },
    },
  })
  await client.call('putNotificationProject', { params: { projectId }, body: { choice: 'watch' } })
}
