import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentCalendar } from '../plan-document.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import { parseClndrData } from './clndr-data.ts'
import type { XerRow } from './xer-tables.ts'
import { keyIn, textIn } from './xer-values.ts'

/** A calendar that cannot be read, or that never works, has the standard week. */
export function buildCalendars(rows: readonly XerRow[], warnings: Warnings): DocumentCalendar[] {
  const keys = new Set(rows.map((row) => keyIn(row, 'clndr_id')))
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const key = keyIn(row, 'clndr_id')
    if (seen.has(key)) return []
    seen.add(key)
    const name = tidyName(textIn(row, 'clndr_name') ?? '', MAXIMUM_SHORT_NAME, `Calendar ${key}`)
    const data = parseClndrData(textIn(row, 'clndr_data') ?? '')
    const week = data?.week ?? STANDARD_WEEK
    const works = week.some((shifts) => shifts.length > 0)
    if (data === null || !works) {
      const problem = data === null ? 'cannot be read' : 'has no working time in its week'
      warnings.add('calendar', row, `Calendar “${name}” ${problem}; the standard week stands in.`)
    }
    const baseKey = textIn(row, 'base_clndr_id')
    return [
      {
        key,
        guid: null,
        name,
        baseKey: baseKey !== null && baseKey !== key && keys.has(baseKey) ? baseKey : null,
        week: works ? week : STANDARD_WEEK,
        workWeeks: [],
        exceptions: data?.exceptions ?? [],
        extra: null,
      },
    ]
  })
}

/** Without bases that run in a circle. */
export function withoutCircles(calendars: readonly DocumentCalendar[]): DocumentCalendar[] {
  const baseByKey = new Map(calendars.map(({ key, baseKey }) => [key, baseKey]))
  const runsInCircle = (key: string): boolean => {
    const passed = new Set<string>()
    for (let at: string | null = key; at !== null; at = baseByKey.get(at) ?? null) {
      if (passed.has(at)) return true
      passed.add(at)
    }
    return false
  }
  return calendars.map((calendar) => (runsInCircle(calendar.key) ? { ...calendar, baseKey: null } : calendar))
}
