import type { Task } from '@throughline/contract'
import { operandOf, UsageError } from './arguments.ts'
import { answer, type Command, findProject, inColumns } from './command.ts'
import { listRuns } from './run-command.ts'

const day = (time: string | null): string => time?.slice(0, 10) ?? '-'
const minute = (time: string | null): string => time?.replace('T', ' ').slice(0, 16) ?? '-'

export const whoAmI: Command = async (session) => {
  const found = await session.client.call('getSession')
  const { person, organisation } = found
  return answer(session, found, () => [
    `${person.name} <${person.email}>, ${organisation.role} of ${organisation.name} at ${session.url}`,
  ])
}

export const projects: Command = async (session) => {
  const { items } = await session.client.call('listProjects')
  return answer(session, items, () =>
    inColumns(
      items.map(({ id, name, startsAt, finishesAt, taskCount, role }) => [
        ...[id, name, day(startsAt), day(finishesAt), `${taskCount} tasks`, role],
      ]),
    ),
  )
}

export const tasks: Command = async (session) => {
  const { id: projectId } = await findProject(session.client, operandOf(session.args, 'project'))
  const { items } = await session.client.call('listTasks', { params: { projectId } })
  const depths = depthsOf(items)
  return answer(session, items, () =>
    inColumns(
      items.map((task) => [
        ...[task.id, '  '.repeat(depths.get(task.id) ?? 0) + task.name, minute(task.earlyStart)],
        ...[minute(task.earlyFinish), `${task.percentComplete} %`, task.isCritical ? 'critical' : ''],
      ]),
    ),
  )
}

/** How deep each task of an outline stands; parents come before their children. */
function depthsOf(items: readonly Task[]): Map<string, number> {
  const depths = new Map<string, number>()
  for (const { id, parentId } of items) depths.set(id, parentId ? (depths.get(parentId) ?? 0) + 1 : 0)
  return depths
}

export const runs: Command = async (session) => {
  if (session.args.operands.length === 0) return listRuns(session)
  const { id: projectId } = await findProject(session.client, operandOf(session.args, 'project'))
  const { items } = await session.client.call('listRuns', { params: { projectId }, query: { limit: 20 } })
  return answer(session, items, () =>
    inColumns(
      items.map(({ number, state, startedAt, inputRevision, movedCount, temporalUrl }) => [
        ...[`run ${number}`, state, minute(startedAt), `revision ${inputRevision}`],
        ...[`${movedCount ?? 0} dates moved`, temporalUrl ?? ''],
      ]),
    ),
  )
}

export const why: Command = async (session) => {
  const { field = 'finish' } = session.args
  if (field !== 'start' && field !== 'finish') throw new UsageError(`--field is start or finish, not ${field}`)
  const params = { taskId: operandOf(session.args, 'task') }
  const found = await session.client.call('getWhy', { params, query: { field } })
  return answer(session, found, () => [
    found.sentence,
    ...found.changes.map(
      ({ words, actor, createdAt }) => `  ${words} (${actor?.name ?? 'nobody'}, ${minute(createdAt)})`,
    ),
    ...(found.move?.temporalUrl ? [`  run ${found.move.runNumber}: ${found.move.temporalUrl}`] : []),
  ])
}
