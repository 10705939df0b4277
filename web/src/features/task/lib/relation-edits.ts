import type { Assignment, ChangeOperation, Link, LinkType, Person, Plan, Resource, Task } from '@throughline/contract'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { type Edit, type EditOutcome, short } from '../../../lib/edit.ts'
import { parseSignedLag } from '../../../lib/lag.ts'
import { text } from './text.ts'

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Assigns whoever has a name; one that no resource has makes a resource, which stands for the person of that name. */
export function assign(task: Task, typed: string, plan: Plan, people: readonly Person[]): EditOutcome {
  const name = typed.trim()
  if (name === '') return null
  const known = plan.resources.find((resource) => sameName(resource.name, name))
  if (known && plan.assignments.some(({ taskId, resourceId }) => taskId === task.id && resourceId === known.id))
    return null
  const resourceId = known?.id ?? crypto.randomUUID()
  const personId = people.find((person) => sameName(person.name, name))?.id ?? null
  const operations: ChangeOperation[] = [
    ...(known
      ? []
      : [{ op: 'create' as const, entity: 'resource' as const, id: resourceId, values: { name, personId } }]),
    { op: 'create', entity: 'assignment', id: crypto.randomUUID(), values: { taskId: task.id, resourceId, units: 1 } },
  ]
  return { summary: `Assigned ${short(task.name)} to ${name}`, operations }
}

export function setUnits(task: Task, { id, units }: Assignment, name: string, typed: string): EditOutcome {
  const [, share] = /^\s*(\d+(?:[.,]\d+)?)\s*%?\s*$/.exec(typed) ?? []
  const wanted = Number(share?.replace(',', '.')) / 100
  if (share === undefined || wanted > 1_000) return text('unitsProblem')
  if (wanted === units) return null
  return {
    summary: `${name} works on ${short(task.name)} with ${share} %`,
    operations: [{ op: 'update', entity: 'assignment', id, patch: { units: wanted } }],
  }
}

export const unassign = (task: Task, { id }: Assignment, name: string): Edit => ({
  summary: `Took ${name} off ${short(task.name)}`,
  operations: [{ op: 'delete', entity: 'assignment', id }],
})

export const link = (predecessor: Task, successor: Task): Edit => ({
  summary: `Linked ${short(predecessor.name)} to ${short(successor.name)}`,
  operations: [
    {
      ...{ op: 'create', entity: 'link', id: crypto.randomUUID() },
      values: { predecessorId: predecessor.id, successorId: successor.id, type: 'FS', lagMinutes: 0 },
    },
  ],
})

/** Both ends of a link, in words. */
const betweenOf = (task: Task, other: Task): string => `${short(task.name)} and ${short(other.name)}`

export const setLinkType = (task: Task, other: Task, { id }: Link, type: LinkType): Edit => ({
  summary: `The link between ${betweenOf(task, other)} is ${type}`,
  operations: [{ op: 'update', entity: 'link', id, patch: { type } }],
})

export function setLag(task: Task, other: Task, known: Link, typed: string, lengths: DayLengths): EditOutcome {
  const lag = parseSignedLag(typed, lengths)
  if (!lag) return text('lagProblem')
  const isSame = lag.lagMinutes === known.lagMinutes && (lag.lagUnit === known.lagUnit || lag.lagMinutes === 0)
  if (isSame) return null
  return {
    summary: `The lag between ${betweenOf(task, other)} is ${typed.trim() || '0d'}`,
    operations: [{ op: 'update', entity: 'link', id: known.id, patch: lag }],
  }
}

export const unlink = (task: Task, other: Task, { id }: Link): Edit => ({
  summary: `Removed the link between ${betweenOf(task, other)}`,
  operations: [{ op: 'delete', entity: 'link', id }],
})

/** What can be chosen from: an id, and the words that it is found and shown by. */
export interface Choosable {
  readonly id: string
  readonly name: string
  readonly number?: number | undefined
}

const mostShown = 20

/** By row number, by the start of the name, or by a part of it; the surest first. */
export function choosableLike(all: Iterable<Choosable>, typed: string): Choosable[] {
  const sought = typed.trim().toLowerCase()
  const sure: Choosable[] = []
  const likely: Choosable[] = []
  for (const each of all) {
    if (sought !== '' && String(each.number ?? '') === sought) sure.unshift(each)
    else if (each.name.toLowerCase().startsWith(sought)) sure.push(each)
    else if (likely.length < mostShown && each.name.toLowerCase().includes(sought)) likely.push(each)
  }
  return [...sure.slice(0, mostShown), ...likely].slice(0, mostShown)
}

/** Who can be assigned: resources of the plan that do work, and people of the organisation who are none yet. */
export function assignable(plan: Plan, taskId: string, people: readonly Person[]): Choosable[] {
  const taken = new Set(plan.assignments.filter((each) => each.taskId === taskId).map(({ resourceId }) => resourceId))
  const names = new Set(plan.resources.map(({ name }) => name.toLowerCase()))
  const free = plan.resources.filter(({ id }: Resource) => !taken.has(id))
  return [...free, ...people.filter(({ name }) => !names.has(name.toLowerCase()))].map(({ id, name }) => ({ id, name }))
}
