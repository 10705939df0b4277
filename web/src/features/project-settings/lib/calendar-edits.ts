import { type Calendar, type ChangeSetInput, type Plan, standardWeek } from '@throughline/contract'
import { formatDayShifts, readDayShifts } from './shifts.ts'
import { text } from './text.ts'

type Exception = Calendar['exceptions'][number]

/** A calendar as it is typed. */
export interface CalendarDraft {
  readonly name: string
  readonly baseId: string | null
  /** Monday to Sunday. */
  readonly week: readonly string[]
  readonly exceptions: readonly Exception[]
}

export const draftOf = (calendar: Calendar | null): CalendarDraft => ({
  name: calendar?.name ?? '',
  baseId: calendar?.baseId ?? null,
  week: (calendar?.week ?? standardWeek).map(formatDayShifts),
  exceptions: calendar?.exceptions ?? [],
})

/** The days of the week that cannot be read, Monday is 0. */
export const wrongDays = ({ week, baseId }: CalendarDraft): number[] =>
  week.flatMap((day, at) => (readDayShifts(day, baseId !== null) === undefined ? [at] : []))

function valuesOf({ name, baseId, week, exceptions }: CalendarDraft) {
  const days = week.map((day) => readDayShifts(day, baseId !== null) ?? null)
  return { name: name.trim(), baseId, week: days, exceptions: [...exceptions] }
}

/** What saves a draft: a new calendar, or what differs of a present one; null when nothing does. */
export function saveCalendar(calendar: Calendar | null, draft: CalendarDraft): ChangeSetInput | null {
  const values = valuesOf(draft)
  if (!calendar) {
    const id = crypto.randomUUID()
    const operations: ChangeSetInput['operations'] = [{ op: 'create', entity: 'calendar', id, values }]
    return { summary: text('calendarAdded', { name: values.name }), operations }
  }
  const differs = Object.entries(values).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(calendar[field as keyof Calendar]),
  )
  if (differs.length === 0) return null
  const patch = Object.fromEntries(differs)
  return {
    summary: text('calendarChanged', { name: calendar.name }),
    operations: [{ op: 'update', entity: 'calendar', id: calendar.id, patch }],
  }
}

export const deleteCalendar = ({ id, name }: Calendar): ChangeSetInput => ({
  summary: text('calendarDeleted', { name }),
  operations: [{ op: 'delete', entity: 'calendar', id }],
})

/** What works by a calendar. */
export function usesOf({ project, tasks, resources, calendars }: Plan, id: string) {
  return {
    isProject: project.calendarId === id,
    tasks: tasks.filter(({ calendarId }) => calendarId === id).length,
    resources: resources.filter(({ calendarId }) => calendarId === id).length,
    bases: calendars.filter(({ baseId }) => baseId === id).length,
  }
}
