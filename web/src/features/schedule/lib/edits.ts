import type { ChangeOperation, Person, Task, TaskKind } from '@throughline/contract'
import { minuteOf, textOf } from '@throughline/engine'
import { formatDay, formatLongDay } from '../../../lib/dates.ts'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { formatTaskDuration, parseElapsed, readDuration } from '../../../lib/duration.ts'
import { type Edit, type EditOutcome, patchTask, short } from '../../../lib/edit.ts'
import { cellText } from './cell-values.ts'
import { type ColumnKey, columnsOfProject } from './columns.ts'
import { constraintLabels } from './constraints.ts'
import { parseField, readMoment } from './field-edits.ts'
import { indentPlace, outdentPlace, type Place, placeAfter } from './outline.ts'
import { type PlanIndex, predecessorsText, resourcesText } from './plan-index.ts'
import { linkOperations, parsePredecessors } from './predecessors.ts'
import { assignmentOperations, parseResources } from './resources.ts'

export { type Edit, type EditOutcome, patchTask, short }

/** What an editor shows for a cell to begin with. */
export function editText(index: PlanIndex, task: Task, column: ColumnKey): string {
  if (column === 'name') return task.name
  if (column === 'duration') return formatTaskDuration(task, index.plan.project)
  if (column === 'start') return formatDay(saidStartOf(task) ?? task.earlyStart ?? index.plan.project.startsAt)
  if (column === 'done') return `${task.percentComplete}%`
  if (column === 'predecessors') return predecessorsText(index, task.id)
  if (column === 'resources') return resourcesText(index, task.id)
  const entry = index.entryById.get(task.id)
  return entry ? cellText({ ...entry, task }, column, { index }) : ''
}

/** What there is to choose from in a cell. */
export function choicesOf(index: PlanIndex, column: ColumnKey): readonly string[] {
  if (column === 'constraint') return constraintLabels
  return column === 'calendar' ? index.plan.calendars.map(({ name }) => name) : []
}

/** When people said that a task starts; null where they did not. */
function saidStartOf(task: Task): string | null {
  if (task.isManual) return task.manualStart
  return task.constraintType === 'startNoEarlierThan' ? task.constraintAt : null
}

/** The edit that a text typed into a cell asks for. */
export function editCell(
  index: PlanIndex,
  task: Task,
  column: ColumnKey,
  text: string,
  people: readonly Person[] = [],
): EditOutcome {
  if (text === editText(index, task, column)) return null
  if (column === 'name') return renameTask(task, text)
  if (column === 'duration') return setDuration(index, task, text)
  if (column === 'start') return setStart(index, task, text)
  if (column === 'done') return setDone(task, text)
  if (column === 'predecessors') return setPredecessors(index, task, text)
  if (column === 'resources') return setResources(index, task, text, people)
  const patch = parseField(index, task, column, text)
  if (patch === null || typeof patch === 'string') return patch
  const label = columnsOfProject(index.plan.project.customFields).find(({ key }) => key === column)?.label ?? column
  return patchTask(task, patch, `Set ${label.toLowerCase()} of ${short(task.name)}`)
}

function renameTask(task: Task, text: string): EditOutcome {
  const name = text.trim()
  if (name === '') return 'A task needs a name'
  return name === task.name ? null : patchTask(task, { name }, `Renamed ${short(task.name)} to ${short(name)}`)
}

/** Working time is kept in the unit that was typed. */
function setDuration({ plan: { project } }: PlanIndex, task: Task, text: string): EditOutcome {
  const elapsed = parseElapsed(text)
  if (elapsed !== null) return resize(task, { durationMinutes: elapsed, isElapsed: true }, project)
  const typed = readDuration(text, project)
  if (typed === null) return `“${text}” is not a duration: write 5d, 4h or 2w, or 2ed around the clock`
  return resize(task, { durationMinutes: typed.minutes, durationUnit: typed.unit, isElapsed: false }, project)
}

type Size = Pick<Task, 'durationMinutes'> & Partial<Pick<Task, 'durationUnit' | 'isElapsed'>>

/** No duration makes a milestone, whatever the unit, and a milestone given one becomes a task. */
export function resize(task: Task, size: Size, lengths: DayLengths): EditOutcome {
  const { durationMinutes, isElapsed = task.isElapsed } = size
  const kind: TaskKind = durationMinutes === 0 ? 'milestone' : 'task'
  const durationUnit = (durationMinutes > 0 && size.durationUnit) || task.durationUnit
  const words = formatTaskDuration({ kind, durationMinutes, durationUnit, isElapsed }, lengths)
  if (durationMinutes < task.actualMinutes) return `More than ${words} of ${short(task.name)} is done already`
  const others = {
    ...(kind === task.kind ? {} : { kind }),
    ...(durationUnit === task.durationUnit ? {} : { durationUnit }),
    ...(isElapsed === task.isElapsed ? {} : { isElapsed }),
  }
  if (durationMinutes === task.durationMinutes && Object.keys(others).length === 0) return null
  return patchTask(task, { durationMinutes, ...others }, `Set the duration of ${short(task.name)} to ${words}`)
}

/** A day alone begins with itself, whatever the calendar says. */
function setStart(index: PlanIndex, task: Task, written: string): EditOutcome {
  if (written.trim() === '') return startFreely(task)
  const at = readMoment(written.trim(), task, index, 'start')
  if (at === null) return `“${written}” is not a date: write 2026-03-12, 12.3., +5d or tomorrow`
  return startAt(task, written.includes(':') ? at : `${at.slice(0, 10)}T00:00`)
}

/** A task that is placed by hand is moved there; another one is held back until then, unless it has started. */
export function startAt(task: Task, at: string): EditOutcome {
  if (task.actualStart !== null) return `${short(task.name)} has started already`
  return task.isManual ? placeByHand(task, at) : startNoEarlierThan(task, at)
}

/** The finish, where there is one by hand, moves along. */
function placeByHand(task: Task, at: string): EditOutcome {
  const { manualStart, manualFinish, earlyStart } = task
  const by = minuteOf(at) - minuteOf(manualStart ?? earlyStart ?? at)
  if (by === 0 && manualStart !== null) return null
  const finish = manualFinish === null ? {} : { manualFinish: textOf(minuteOf(manualFinish) + by) }
  return patchTask(task, { manualStart: at, ...finish }, `Moved ${short(task.name)} to ${formatLongDay(at)}`)
}

export function startNoEarlierThan(task: Task, constraintAt: string): EditOutcome {
  if (task.constraintType === 'startNoEarlierThan' && task.constraintAt === constraintAt) return null
  const patch = { constraintType: 'startNoEarlierThan' as const, constraintAt }
  return patchTask(task, patch, `${short(task.name)} starts no earlier than ${formatLongDay(constraintAt)}`)
}

export function startFreely(task: Task): EditOutcome {
  if (task.constraintType === 'asSoonAsPossible' && !task.isManual) return null
  const patch = {
    constraintType: 'asSoonAsPossible' as const,
    constraintAt: null,
    ...(task.isManual ? { isManual: false } : {}),
  }
  return patchTask(task, patch, `${short(task.name)} starts as soon as possible`)
}

function setDone(task: Task, text: string): EditOutcome {
  const percentComplete = Number(text.replace('%', '').trim() || 0)
  if (!Number.isInteger(percentComplete) || percentComplete < 0 || percentComplete > 100) {
    return `“${text}” is not a share: write 0 to 100`
  }
  if (percentComplete === task.percentComplete) return null
  return patchTask(task, { percentComplete }, `${short(task.name)} is ${percentComplete} % complete`)
}

function setPredecessors(index: PlanIndex, task: Task, text: string): EditOutcome {
  const wanted = parsePredecessors(text, index.plan.project)
  if (typeof wanted === 'string') return wanted
  const links = index.linksInto.get(task.id) ?? []
  const operations = linkOperations(task.id, wanted, links, (number) => index.entries[number - 1]?.task.id)
  if (typeof operations === 'string') return operations
  return operations.length > 0 ? { summary: `Set the predecessors of ${short(task.name)}`, operations } : null
}

function setResources(index: PlanIndex, task: Task, text: string, people: readonly Person[]): EditOutcome {
  const wanted = parseResources(text)
  const assignments = index.assignmentsOf.get(task.id) ?? []
  const operations = assignmentOperations(task.id, wanted, assignments, index.plan.resources, people)
  if (operations.length === 0) return null
  const names = wanted.map(({ name }) => name).join(', ') || 'nobody'
  return { summary: `Assigned ${short(task.name)} to ${names}`, operations }
}

/** A link from the end of one task to the start of another. */
export function linkTasks(index: PlanIndex, predecessor: Task, successor: Task): EditOutcome {
  const links = index.linksInto.get(successor.id) ?? []
  if (links.some((link) => link.predecessorId === predecessor.id)) return 'These tasks are linked already'
  const values = { predecessorId: predecessor.id, successorId: successor.id, type: 'FS' as const, lagMinutes: 0 }
  const operations: ChangeOperation[] = [{ op: 'create', entity: 'link', id: crypto.randomUUID(), values }]
  return { summary: `Linked ${short(predecessor.name)} to ${short(successor.name)}`, operations }
}

/** A task right below another (at the end without one), and its id. */
export function addTask(index: PlanIndex, afterId: string | null): { id: string; edit: Edit } {
  const last = index.entries.findLast((entry) => entry.depth === 0)?.task.position ?? 0
  const place: Place = afterId ? placeAfter(index.entries, afterId) : { parentId: null, position: last + 1 }
  const id = crypto.randomUUID()
  const values = { name: 'New task', durationMinutes: index.plan.project.minutesPerDay, ...place }
  return { id, edit: { summary: 'Added a task', operations: [{ op: 'create', entity: 'task', id, values }] } }
}

export const deleteTask = (task: Task): Edit => ({
  summary: `Deleted ${short(task.name)}`,
  operations: [{ op: 'delete', entity: 'task', id: task.id }],
})

export function indent(index: PlanIndex, task: Task): EditOutcome {
  const place = indentPlace(index.entries, task.id)
  return place ? patchTask(task, place, `Indented ${short(task.name)}`) : 'There is no task above to put it below'
}

export function outdent(index: PlanIndex, task: Task): EditOutcome {
  const place = outdentPlace(index.entries, task.id)
  return place ? patchTask(task, place, `Outdented ${short(task.name)}`) : 'It is at the top level already'
}
