import { clndrText } from '../clndr-text.ts'
import { calendarDays } from './calendar-days.ts'
import { nameCell } from './cells.ts'
import type { OutRow } from './out-row.ts'
import type { WriteContext } from './write-context.ts'

const LONGEST_NAME = 255
const MONTHS = 12

export function calendarRows(context: WriteContext): OutRow[] {
  const { document, calendars, numbers, defaultCalendarId, projectId } = context
  const byKey = new Map(calendars.map((calendar) => [calendar.key, calendar]))
  const written = calendars.map((calendar) => ({ calendar, days: calendarDays(calendar, byKey, context.horizon) }))
  const bases = new Set(written.flatMap(({ days }) => days.baseKey ?? []))
  const month = document.minutesPerDay * document.daysPerMonth
  return written.map(({ calendar, days }): OutRow => {
    const isBase = bases.has(calendar.key)
    return {
      said: {
        clndr_id: calendar.key,
        clndr_name: nameCell(calendar.name, LONGEST_NAME),
        base_clndr_id: days.baseKey ?? '',
        ...(calendar.key === defaultCalendarId
          ? {
              day_hr_cnt: numbers.hours(document.minutesPerDay),
              week_hr_cnt: numbers.hours(document.minutesPerWeek),
              month_hr_cnt: numbers.hours(month),
            }
          : {}),
        clndr_data: clndrText(days.week, days.exceptions),
      },
      usual: {
        clndr_id: calendar.key,
        default_flag: 'N',
        clndr_name: '',
        proj_id: isBase ? '' : projectId,
        base_clndr_id: '',
        last_chng_date: '',
        clndr_type: isBase ? 'CA_Base' : 'CA_Project',
        day_hr_cnt: numbers.hours(document.minutesPerDay),
        week_hr_cnt: numbers.hours(document.minutesPerWeek),
        month_hr_cnt: numbers.hours(month),
        year_hr_cnt: numbers.hours(month * MONTHS),
        rsrc_private: 'N',
        clndr_data: '',
      },
      extra: calendar.extra,
    }
  })
}
