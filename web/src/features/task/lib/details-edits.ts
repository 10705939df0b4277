import { type Calendar, type ConstraintType, dateless, type Plan, type Task } from '@throughline/contract'
import { formatLongDay } from '../../../lib/dates.ts'
import { type EditOutcome, patchTask, short } from '../../../lib/edit.ts'
import { text } from './text.ts'

export const describe = (task: Task, notes: string): EditOutcome =>
  notes === task.notes ? null : patchTask(task, { notes }, `Described ${short(task.name)}`)

const isOfFinish = (type: ConstraintType): boolean => type.startsWith('finish') || type === 'mustFinishOn'

/** A constraint of another kind keeps its date; a first one begins where the task lies now, so that nothing jumps. */
export function setConstraintType(task: Task, type: ConstraintType, plan: Plan): EditOutcome {
  if (type === task.constraintType) return null
  const now = isOfFinish(type) ? task.earlyFinish : task.earlyStart
  const constraintAt = dateless.has(type) ? null : (task.constraintAt ?? now ?? plan.project.startsAt)
  return patchTask(task, { constraintType: type, constraintAt }, `${short(task.name)}: ${text(type).toLowerCase()}`)
}

export function setConstraintDay(task: Task, day: string, plan: Plan): EditOutcome {
  if (day === '') return setConstraintType(task, 'asSoonAsPossible', plan)
  const constraintAt = momentOn(day, task.constraintAt, isOfFinish(task.constraintType), plan)
  if (constraintAt === null) return text('dateProblem')
  if (constraintAt === task.constraintAt) return null
  const words = `${text(task.constraintType).toLowerCase()} ${formatLongDay(constraintAt)}`
  return patchTask(task, { constraintAt }, `${short(task.name)}: ${words}`)
}

export function setDeadline(task: Task, day: string, plan: Plan): EditOutcome {
  if (day === '')
    return task.deadline === null ? null : patchTask(task, { deadline: null }, `${short(task.name)} has no deadline`)
  const deadline = momentOn(day, task.deadline, true, plan)
  if (deadline === null) return text('dateProblem')
  if (deadline === task.deadline) return null
  return patchTask(task, { deadline }, `Deadline of ${short(task.name)}: ${formatLongDay(deadline)}`)
}

/** A day at the time that was known; else where the day begins, or where work on it ends. */
function momentOn(day: string, known: string | null, isEnd: boolean, plan: Plan): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  if (known) return `${day}${known.slice(10)}`
  return `${day}T${isEnd ? endOfWork(day, plan) : '00:00'}`
}

function endOfWork(day: string, { project, calendars }: Plan): string {
  const week = weekOf(calendars, project.calendarId)
  const weekday = new Date(`${day}T00:00Z`).getUTCDay()
  const ends = (week?.[weekday] ?? week?.flatMap((shifts) => shifts ?? []))?.map(({ to }) => to) ?? []
  const minute = ends.length > 0 ? Math.min(Math.max(...ends), 24 * 60 - 1) : 17 * 60
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Of a calendar, or of the one that it is based on. */
function weekOf(calendars: readonly Calendar[], id: string | null): Calendar['week'] | undefined {
  return calendars.find((calendar) => calendar.id === id)?.week
}

export function setCalendar(task: Task, calendarId: string | null, { calendars }: Plan): EditOutcome {
  if (calendarId === task.calendarId) return null
  const name = calendars.find(({ id }) => id === calendarId)?.name
  return patchTask(task, { calendarId }, `Calendar of ${short(task.name)}: ${name ?? 'of the project'}`)
}

export function setPriority(task: Task, typed: string): EditOutcome {
  const priority = Number(typed.trim() || 500)
  if (!Number.isInteger(priority) || priority < 0 || priority > 1_000) return text('priorityProblem')
  return priority === task.priority
    ? null
    : patchTask(task, { priority }, `Priority of ${short(task.name)}: ${priority}`)
}

/** By hand it stays where it lies now. */
export function setManual(task: Task, isManual: boolean): EditOutcome {
  if (isManual === task.isManual) return null
  if (!isManual) return patchTask(task, { isManual }, `${short(task.name)} follows its links`)
  const manualStart = task.manualStart ?? task.earlyStart
  return patchTask(task, { isManual, manualStart }, `${short(task.name)} is placed by hand`)
}

export const setActive = (task: Task, isActive: boolean): EditOutcome =>
  isActive === task.isActive
    ? null
    : patchTask(task, { isActive }, `${short(task.name)} ${isActive ? 'counts' : 'does not count'} in the plan`)

export const setEffort = (task: Task, effortType: Task['effortType']): EditOutcome =>
  effortType === task.effortType
    ? null
    : patchTask(task, { effortType }, `Effort of ${short(task.name)}: ${text(effortType).toLowerCase()}`)
