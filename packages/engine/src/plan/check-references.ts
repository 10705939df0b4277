import { type Finding, finding } from './finding.ts'
import type { Plan } from './types.ts'

type Kind = 'task' | 'link' | 'calendar' | 'resource'

/** Ids that occur more than once, and names of tasks, calendars and resources that the plan lacks. */
export function checkReferences(plan: Plan): Finding[] {
  return [...duplicates(plan), ...calendarReferences(plan), ...taskReferences(plan), ...resourceReferences(plan)]
}

function duplicates(plan: Plan): Finding[] {
  return [
    ...duplicatesOf('task', plan.tasks),
    ...duplicatesOf('link', plan.links),
    ...duplicatesOf('calendar', plan.calendars),
    ...duplicatesOf('resource', plan.resources ?? []),
  ]
}

function duplicatesOf(kind: Kind, things: readonly { readonly id: string }[]): Finding[] {
  const counts = new Map<string, number>()
  for (const { id } of things) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) =>
      finding('error', 'duplicate-id', `${count} ${kind}s have the id ${id}`, { [`${kind}Ids`]: [id] }),
    )
}

function calendarReferences(plan: Plan): Finding[] {
  const known = idsOf(plan.calendars)
  const found: Finding[] = []
  if (!known.has(plan.calendarId)) found.push(unknown('the plan', 'calendar', plan.calendarId))
  for (const { id, baseId } of plan.calendars) {
    if (isUnknown(known, baseId)) found.push(unknown(`calendar ${id}`, 'calendar', baseId, { calendarIds: [id] }))
  }
  for (const { id, calendarId } of plan.tasks) {
    if (isUnknown(known, calendarId)) found.push(unknown(`task ${id}`, 'calendar', calendarId, { taskIds: [id] }))
  }
  for (const { id, calendarId } of plan.resources ?? []) {
    if (isUnknown(known, calendarId)) {
      found.push(unknown(`resource ${id}`, 'calendar', calendarId, { resourceIds: [id] }))
    }
  }
  return found
}

function taskReferences(plan: Plan): Finding[] {
  const known = idsOf(plan.tasks)
  const found: Finding[] = []
  for (const { id, parentId } of plan.tasks) {
    if (isUnknown(known, parentId)) found.push(unknown(`task ${id}`, 'task', parentId, { taskIds: [id] }))
  }
  for (const { id, predecessorId, successorId } of plan.links) {
    for (const end of [predecessorId, successorId]) {
      if (!known.has(end)) found.push(unknown(`link ${id}`, 'task', end, { linkIds: [id] }))
    }
  }
  for (const { taskId, resourceId } of plan.assignments ?? []) {
    if (!known.has(taskId)) {
      found.push(unknown(`the assignment of resource ${resourceId}`, 'task', taskId, { resourceIds: [resourceId] }))
    }
  }
  return found
}

function resourceReferences(plan: Plan): Finding[] {
  const known = idsOf(plan.resources ?? [])
  return (plan.assignments ?? [])
    .filter(({ resourceId }) => !known.has(resourceId))
    .map(({ taskId, resourceId }) =>
      unknown(`the assignment to task ${taskId}`, 'resource', resourceId, { taskIds: [taskId] }),
    )
}

/** `about` names what refers; the unknown id joins it under its own kind. */
function unknown(
  referrer: string,
  kind: 'task' | 'calendar' | 'resource',
  id: string,
  about: Parameters<typeof finding>[3] = {},
): Finding {
  const key = `${kind}Ids` as const
  const message = `${referrer} refers to ${kind} ${id}, which the plan does not have`
  return finding('error', 'unknown-reference', message, { ...about, [key]: [...(about[key] ?? []), id] })
}

function isUnknown(known: ReadonlySet<string>, id: string | null | undefined): id is string {
  return id !== null && id !== undefined && !known.has(id)
}

function idsOf(things: readonly { readonly id: string }[]): Set<string> {
  return new Set(things.map(({ id }) => id))
}
