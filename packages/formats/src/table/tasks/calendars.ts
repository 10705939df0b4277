import { cut, MAXIMUM_SHORT_NAME, trimmedName } from '../../limits.ts'
import type { DocumentCalendar, DocumentFault } from '../../plan-document.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import type { Warnings } from '../../warnings.ts'
import { placeOf, type TaskRow, taskFault } from './task-row.ts'

export interface CalendarNames {
  /** Null when the row names none, or none that there is. */
  readonly keyOf: (row: TaskRow) => string | null
  /** Those that are named, and their bases. */
  readonly list: () => DocumentCalendar[]
}

/** What programs write for a task without a calendar of its own. */
const NONE = /^(none|keine?r?|aucun|ninguno)$/i

/**
 * A table names calendars and does not say what they are. When those that there are, are known, another name is a fault;
 * else a calendar of each name is made, with the usual week.
 */
export function calendarNames(
  known: readonly DocumentCalendar[] | undefined,
  warnings: Warnings,
  onFault: (fault: DocumentFault) => void,
): CalendarNames {
  const byName = new Map((known ?? []).map((calendar) => [calendar.name.toLowerCase(), calendar]))
  const byKey = new Map((known ?? []).map((calendar) => [calendar.key, calendar]))
  const used = new Set<DocumentCalendar>()
  return {
    keyOf: (row) => {
      const text = row.values.calendar ?? ''
      if (text === '') return null
      const name = trimmedName(text, MAXIMUM_SHORT_NAME, 'Calendar')
      let calendar = byName.get(name.toLowerCase())
      if (calendar === undefined) {
        if (NONE.test(name)) return null
        if (known !== undefined) {
          onFault(taskFault(row, 'calendar', `There is no calendar “${cut(name, 60)}”`))
          return null
        }
        calendar = usualCalendar(name)
        byName.set(name.toLowerCase(), calendar)
        const message = `The calendar “${cut(name, 60)}” gets the usual working week, as the file does not say its working times.`
        warnings.add('calendar', placeOf(row, 'calendar'), message)
      }
      used.add(calendar)
      return calendar.key
    },
    list: () => {
      for (const { baseKey } of used) {
        const base = byKey.get(baseKey ?? '')
        // What is added to a set while it is gone through is gone through too.
        if (base !== undefined) used.add(base)
      }
      return [...used]
    },
  }
}

function usualCalendar(name: string): DocumentCalendar {
  return { key: name, guid: null, name, baseKey: null, week: STANDARD_WEEK, workWeeks: [], exceptions: [], extra: null }
}
