import { type ConstraintType, dateless, type Task, type TaskPatch } from '@throughline/contract'
import { minuteOf, nextWorkingMinute, previousWorkingMinute, textOf as wallTimeOf } from '@throughline/engine'
import { wallTimeIn } from '../../../lib/dates.ts'
import { parseDuration } from '../../../lib/duration.ts'
import { workingTimeOf } from '../../../lib/working-time.ts'
import { type ColumnKey, customPrefix } from './columns.ts'
import { constraintNamed } from './constraints.ts'
import type { CustomField } from './custom-fields.ts'
import type { PlanIndex } from './plan-index.ts'
import { text } from './text.ts'
import { readDay } from './typed-dates.ts'

type Parsed = TaskPatch | string
type Parser = (written: string, task: Task, index: PlanIndex) => Parsed

/** What a text typed into a cell does to the task's own fields. */
const parsers: Readonly<Record<ColumnKey, Parser>> = {
  deadline: (written, task, index) => dated(written, task, index, 'finish', (deadline) => ({ deadline })),
  actualStart: (written, task, index) => dated(written, task, index, 'start', (actualStart) => ({ actualStart })),
  actualFinish: (written, task, index) => dated(written, task, index, 'finish', (actualFinish) => ({ actualFinish })),
  constraint: parseConstraint,
  constraintAt: parseConstraintDate,
  calendar: parseCalendar,
  priority(written) {
    const priority = written === '' ? 500 : Number(written)
    return Number.isInteger(priority) && priority >= 0 && priority <= 1_000
      ? { priority }
      : text('cellNotPriority', { written })
  },
  active(written) {
    const isActive = readFlag(written)
    return isActive === null ? text('cellNotFlag', { written }) : { isActive }
  },
  notes: (notes) => ({ notes }),
}

/** What a text typed into a column says of the task's own fields; a text that says what is wrong; null where nothing changes. */
export function parseField(index: PlanIndex, task: Task, column: ColumnKey, typed: string): TaskPatch | string | null {
  const written = typed.trim()
  const own = customOf(index, column)
  const patch = own ? parseCustom(written, own, task, index) : parsers[column]?.(written, task, index)
  if (typeof patch === 'string') return patch
  return patch && !isSame(task, patch) ? patch : null
}

const customOf = (index: PlanIndex, column: ColumnKey): CustomField | undefined =>
  column.startsWith(customPrefix)
    ? index.plan.project.customFields.find(({ key }) => column === `${customPrefix}${key}`)
    : undefined

function isSame(task: Task, patch: TaskPatch): boolean {
  const same = (key: string) =>
    JSON.stringify(patch[key as keyof TaskPatch]) === JSON.stringify(task[key as keyof TaskPatch])
  return Object.keys(patch).every(same)
}

/** A day, with its time where one is written; null when it says something else. */
export function readMoment(written: string, task: Task, { plan }: PlanIndex, side: 'start' | 'finish'): string | null {
  const [, day = '', time] = /^(.*?)(?:[ T]+(\d{1,2}:\d{2}))?$/.exec(written) ?? []
  const read = readDay(day, wallTimeIn(plan.project.timeZone))
  if (read === null) return null
  if (time) {
    const [hour = '', minute = ''] = time.split(':')
    return Number(hour) < 24 && Number(minute) < 60 ? `${read}T${hour.padStart(2, '0')}:${minute}` : null
  }
  const calendar = workingTimeOf(plan.calendars, task.calendarId ?? plan.project.calendarId ?? '')
  const midnight = minuteOf(`${read}T00:00`)
  if (!calendar) return `${read}T${side === 'start' ? '08:00' : '17:00'}`
  const found =
    side === 'start' ? nextWorkingMinute(calendar, midnight) : previousWorkingMinute(calendar, midnight + 1440)
  // A day off has no working hours of its own.
  const isThatDay = found >= midnight && found <= midnight + 1440
  if (!isThatDay) return `${read}T${side === 'start' ? '00:00' : '23:59'}`
  return wallTimeOf(found === midnight + 1440 ? found - 1 : found)
}

function dated(
  written: string,
  task: Task,
  index: PlanIndex,
  side: 'start' | 'finish',
  patchOf: (at: string | null) => TaskPatch,
): Parsed {
  if (written === '') return patchOf(null)
  const at = readMoment(written, task, index, side)
  return at === null ? text('cellNotDate', { written }) : patchOf(at)
}

const finishes: ReadonlySet<ConstraintType> = new Set(['finishNoEarlierThan', 'finishNoLaterThan', 'mustFinishOn'])

function parseConstraint(written: string, task: Task): Parsed {
  const constraintType = written === '' ? 'asSoonAsPossible' : constraintNamed(written)
  if (!constraintType) return text('cellNotConstraint', { written })
  if (dateless.has(constraintType)) return { constraintType, constraintAt: null }
  const usual = finishes.has(constraintType) ? task.earlyFinish : task.earlyStart
  const constraintAt = task.constraintAt ?? usual
  return constraintAt ? { constraintType, constraintAt } : text('cellNoDateYet')
}

function parseConstraintDate(written: string, task: Task, index: PlanIndex): Parsed {
  if (written === '') return { constraintType: 'asSoonAsPossible', constraintAt: null }
  const constraintType = dateless.has(task.constraintType) ? 'startNoEarlierThan' : task.constraintType
  const side = finishes.has(constraintType) ? 'finish' : 'start'
  return dated(written, task, index, side, (constraintAt) => ({ constraintType, constraintAt }))
}

function parseCalendar(written: string, _task: Task, { plan }: PlanIndex): Parsed {
  if (written === '') return { calendarId: null }
  const calendar = plan.calendars.find(({ name }) => name.toLowerCase() === written.toLowerCase())
  return calendar ? { calendarId: calendar.id } : text('cellNoCalendar', { written })
}

/** Null when it is neither yes nor no. */
export function readFlag(written: string): boolean | null {
  const lower = written.toLowerCase()
  if (['yes', 'y', 'true', '1', 'x', '✓', 'ja', 'j'].includes(lower)) return true
  return ['no', 'n', 'false', '0', '', '–', 'nein'].includes(lower) ? false : null
}

/** "1,234.50" and "1234,5" alike; null when it is no number. */
export function readNumber(written: string): number | null {
  const plain = written.replaceAll(/[\s'’]/g, '')
  const commas = plain.includes('.') || /,\d{3}(,|$)/.test(plain) ? plain.replaceAll(',', '') : plain.replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$|^[+-]?\.\d+$/.test(commas) ? Number(commas) : null
}

function parseCustom(written: string, { key, type }: CustomField, task: Task, index: PlanIndex): Parsed {
  const { [key]: _, ...others } = task.customFields
  if (written === '') return { customFields: others }
  const set = (value: string | number | boolean) => ({ customFields: { ...task.customFields, [key]: value } })
  if (type === 'text') return set(written)
  if (type === 'flag') {
    const flag = readFlag(written)
    return flag === null ? text('cellNotFlag', { written }) : set(flag)
  }
  if (type === 'date') {
    const at = readMoment(written, task, index, 'start')
    return at === null ? text('cellNotDate', { written }) : set(at)
  }
  if (type === 'duration') {
    const minutes = parseDuration(written, index.plan.project)
    return minutes === null ? text('cellNotDuration', { written }) : set(minutes)
  }
  const number = readNumber(written)
  if (number === null) return text('cellNotNumber', { written })
  return set(type === 'cost' ? Math.round(number * 100) : number)
}
