import type { ChangeOperation } from '@throughline/contract'
import { type PlanEntity, planEntities } from '@throughline/database'
import { rowsOf, type WorkingSet } from './working-set.ts'

const longestName = 80
const words: Record<string, string> = {
  wbs: 'WBS code',
  durationMinutes: 'duration',
  durationUnit: 'unit of the duration',
  isElapsed: 'duration around the clock',
  isEstimated: 'mark as estimated',
  estimate: 'three-point estimate',
  constraintType: 'constraint',
  constraintAt: 'constraint date',
  isConstraintMandatory: 'force of the constraint',
  calendarId: 'calendar',
  ignoresResourceCalendars: 'use of resource calendars',
  isManual: 'placing by hand',
  manualStart: 'start by hand',
  manualFinish: 'finish by hand',
  isActive: 'active state',
  milestoneAt: 'side of the milestone',
  percentComplete: 'progress',
  actualStart: 'actual start',
  actualFinish: 'actual finish',
  actualMinutes: 'part that is done',
  resumeAt: 'resumption',
  splits: 'interruptions',
  levelingDelayMinutes: 'leveling delay',
  effortType: 'effort type',
  isEffortDriven: 'effort rule',
  customFields: 'custom fields',
  parentId: 'parent',
  position: 'position',
  lagMinutes: 'lag',
  lagUnit: 'unit of the lag',
  baseId: 'base',
  workWeeks: 'other weeks',
  maxUnits: 'capacity',
  availability: 'capacity over time',
  standardRateMinor: 'rate',
  overtimeRateMinor: 'overtime rate',
  costPerUseMinor: 'cost per use',
  personId: 'person',
  workMinutes: 'work',
  actualWorkMinutes: 'actual work',
  remainingWorkMinutes: 'remaining work',
  overtimeMinutes: 'overtime',
  delayMinutes: 'delay',
  drivesDuration: 'effect on the duration',
  baselineId: 'active baseline',
  startsAt: 'start',
  scheduleFrom: 'direction',
  finishBy: 'finish to hold',
  statusDate: 'status date',
  scheduleOptions: 'schedule options',
  minutesPerDay: 'length of a day',
  minutesPerWeek: 'length of a week',
  daysPerMonth: 'length of a month',
  finishNoticeDays: 'days that the finish may move unnoticed',
  timeZone: 'time zone',
  week: 'working week',
  body: 'text',
  isDone: 'tick',
}
const verbs = { create: 'added', update: 'changed', delete: 'deleted', restore: 'restored' } as const

/** What a change set did, in plain words: “Changed duration of “Wiring””, “Added 3 tasks, deleted 1 link”. */
export function summarise(set: WorkingSet): string {
  const [only, ...others] = set.outcome.operations
  if (!only) return 'Changed nothing'
  return capitalise(others.length ? summariseMany(set.outcome.operations) : summariseOne(set, only))
}

function summariseOne(set: WorkingSet, operation: ChangeOperation): string {
  if (operation.op === 'update') return `changed ${wordsOfFields(operation.patch)} of ${nameOf(set, operation)}`
  return `${verbs[operation.op]} ${nameOf(set, operation)}`
}

export function wordsOfFields(patch: object): string {
  const names = Object.keys(patch).map((field) => words[field] ?? field)
  if (names.includes('parent')) return 'place'
  if (names.length > 3) return `${names.length} fields`
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? 'nothing')
}

function nameOf(set: WorkingSet, operation: ChangeOperation): string {
  const id = operation.id ?? ''
  if (operation.entity === 'project') return 'the project'
  if (operation.entity === 'link') {
    const link = set.rows.link.get(id)
    return `the link from ${rowName(set, 'task', link?.predecessorId)} to ${rowName(set, 'task', link?.successorId)}`
  }
  if (operation.entity === 'assignment') {
    const assignment = set.rows.assignment.get(id)
    const resource = rowName(set, 'resource', assignment?.resourceId)
    return `the assignment of ${resource} to ${rowName(set, 'task', assignment?.taskId)}`
  }
  if (operation.entity === 'comment') return `a comment on ${rowName(set, 'task', set.rows.comment.get(id)?.taskId)}`
  if (operation.entity === 'checklistItem')
    return `an item of the checklist of ${rowName(set, 'task', set.rows.checklistItem.get(id)?.taskId)}`
  return rowName(set, operation.entity, id)
}

function rowName(
  set: WorkingSet,
  entity: 'task' | 'resource' | 'calendar' | 'baseline',
  id: string | undefined,
): string {
  const name = rowsOf(set, entity).get(id ?? '')?.name
  if (name === undefined) return `a ${entity}`
  return `“${name.length > longestName ? `${name.slice(0, longestName - 1).toWellFormed()}…` : name}”`
}

function summariseMany(operations: readonly ChangeOperation[]): string {
  const parts: string[] = []
  for (const op of ['create', 'update', 'delete', 'restore'] as const) {
    const same = operations.filter((operation) => operation.op === op)
    const counts = (['project', ...planEntities] as const)
      .map((entity) =>
        countOf(
          entity,
          same.filter((operation) => operation.entity === entity),
        ),
      )
      .filter((count) => count !== null)
    if (counts.length) parts.push(`${verbs[op]} ${counts.join(' and ')}`)
  }
  return parts.join(', ')
}

function countOf(entity: PlanEntity | 'project', operations: readonly ChangeOperation[]): string | null {
  const count = new Set(operations.map((operation) => operation.id)).size
  if (count === 0) return null
  if (entity === 'project') return 'the project'
  return `${count} ${entity}${count === 1 ? '' : 's'}`
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
