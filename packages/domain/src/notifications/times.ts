import {
  NotFoundError,
  type NotificationProject,
  type NotificationTimes,
  type NotificationTimesValues,
} from '@throughline/contract'
import {
  deleteProjectChoice,
  deleteTimes,
  findTimes,
  listProjectChoices,
  saveProjectChoice,
  saveTimes,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { decideAnew } from './decide-anew.ts'

/** For who has said nothing. */
export const defaultTimes = {
  ...{ timeZone: 'UTC', locale: 'en-GB', quietFrom: null, quietUntil: null, digestAt: '08:00', digestWeekday: 1 },
} as const

/** When a person is told by mail. */
export async function getTimes(transaction: Transaction, { personId }: Actor): Promise<NotificationTimes> {
  const times = await findTimes(transaction, personId)
  return { ...(times ?? defaultTimes), isDefault: times === null }
}

/** Mails that wait are decided on anew. */
export async function putTimes(
  transaction: Transaction,
  actor: Actor,
  values: NotificationTimesValues,
): Promise<NotificationTimes> {
  await saveTimes(transaction, actor, values)
  await decideAnew(transaction, actor)
  return { ...values, isDefault: false }
}

export async function removeTimes(transaction: Transaction, actor: Actor): Promise<void> {
  await deleteTimes(transaction, actor.personId)
  await decideAnew(transaction, actor)
}

/** Projects that the actor muted or watches. */
export const listNotificationProjects = (
  transaction: Transaction,
  { personId }: Actor,
): Promise<NotificationProject[]> => listProjectChoices(transaction, personId)

export async function putNotificationProject(
  transaction: Transaction,
  actor: Actor,
  { projectId, choice }: Pick<NotificationProject, 'projectId' | 'choice'>,
): Promise<NotificationProject> {
  await saveProjectChoice(transaction, actor, { projectId, choice })
  await decideAnew(transaction, actor)
  const saved = (await listProjectChoices(transaction, actor.personId)).find((one) => one.projectId === projectId)
  if (!saved) throw new NotFoundError('project')
  return saved
}

export async function removeNotificationProject(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
): Promise<void> {
  await deleteProjectChoice(transaction, actor.personId, projectId)
  await decideAnew(transaction, actor)
}
