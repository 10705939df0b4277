import type { LinkType, PlanAssignment, PlanLink, PlanResource } from '@throughline/engine'
import { fail, idOf, isAbsent, listOf, numberOf, objectOf, shown } from './json-values.ts'
import { MINUTES_PER_WORKING_DAY } from './working-days.ts'

type Ids = { has(id: string): boolean }

const TYPES: Readonly<Record<string, LinkType>> = { FS: 'FS', SS: 'SS', FF: 'FF', SF: 'SF' }

/** The id of a link is its place in the file. */
export function readLinks(value: unknown, taskIds: Ids): PlanLink[] {
  return listOf(value, { list: 'dependencies' }).map((entry, index) => {
    const source = objectOf(entry, { list: 'dependencies', index })
    const lag = isAbsent(source.lag) ? 0 : numberOf(source.lag, 'dependencies', index, 'lag')
    return {
      id: `dependencies[${index}]`,
      predecessorId: knownId(source.from, 'dependencies', index, 'from', taskIds, 'task'),
      successorId: knownId(source.to, 'dependencies', index, 'to', taskIds, 'task'),
      type: isAbsent(source.type) ? 'FS' : typeOf(source.type, index),
      lagMinutes: Math.round(lag * MINUTES_PER_WORKING_DAY),
    }
  })
}

export function readResources(value: unknown, calendarIds: Ids): PlanResource[] {
  const seen = new Map<string, number>()
  return listOf(value, { list: 'resources' }).map((entry, index) => {
    const source = objectOf(entry, { list: 'resources', index })
    const id = idOf(source.id, 'resources', index, 'id')
    const first = seen.get(id)
    if (first !== undefined)
      fail({ list: 'resources', index, key: 'id' }, `is ${shown(id)}, as is resources[${first}].id`)
    seen.set(id, index)
    const calendarId = isAbsent(source.calendar)
      ? null
      : knownId(source.calendar, 'resources', index, 'calendar', calendarIds, 'calendar')
    return { id, kind: 'work', calendarId, maxUnits: amountOf(source.capacity, 'resources', index, 'capacity') }
  })
}

export function readAssignments(value: unknown, taskIds: Ids, resourceIds: Ids): PlanAssignment[] {
  return listOf(value, { list: 'assignments' }).map((entry, index) => {
    const source = objectOf(entry, { list: 'assignments', index })
    return {
      id: `assignments[${index}]`,
      taskId: knownId(source.task, 'assignments', index, 'task', taskIds, 'task'),
      resourceId: knownId(source.resource, 'assignments', index, 'resource', resourceIds, 'resource'),
      units: amountOf(source.units, 'assignments', index, 'units'),
    }
  })
}

function knownId(value: unknown, list: string, index: number, key: string, known: Ids, what: string): string {
  const id = idOf(value, list, index, key)
  return known.has(id) ? id : fail({ list, index, key }, `is ${shown(value)}, and no ${what} has that id`)
}

function typeOf(value: unknown, index: number): LinkType {
  const type = typeof value === 'string' ? TYPES[value.toUpperCase()] : undefined
  return type ?? fail({ list: 'dependencies', index, key: 'type' }, `must be FS, SS, FF or SF, and is ${shown(value)}`)
}

/** Absent: 1. */
function amountOf(value: unknown, list: string, index: number, key: string): number {
  if (isAbsent(value)) return 1
  const amount = numberOf(value, list, index, key)
  return amount >= 0 ? amount : fail({ list, index, key }, `must not be negative, and is ${shown(value)}`)
}
