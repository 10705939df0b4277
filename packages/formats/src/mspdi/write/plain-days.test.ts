import { type CalendarSpec, compileCalendar, dayOf, workingMinutesBetween } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendars } from '../../../test-support/any-calendar.ts'
import { ALL_FEATURES } from '../../../test-support/document-features.ts'
import type { DocumentCalendar } from '../../plan-document.ts'
import { lineageOf } from '../lineage-of.ts'
import { plainExceptions, plainWorkWeeks } from './plain-days.ts'

type Exception = DocumentCalendar['exceptions'][number]

const off = (from: string, to: string, more: Partial<Exception> = {}): Exception => ({ from, to, shifts: [], ...more })
const fridays = { kind: 'weekly', every: 1, weekdays: [5] } as const

describe('exceptions', () => {
  it.each([
    ['that come apart stay', [off('2026-03-09', '2026-03-13'), off('2026-03-02', '2026-03-03')], ['02 03', '09 13']],
    [
      'that overlap are cut for the later of the list',
      [off('2026-03-02', '2026-03-13'), off('2026-03-04', '2026-03-05')],
      ['02 03', '04 05', '06 13'],
    ],
    ['that nobody sees are left out', [off('2026-03-04', '2026-03-05'), off('2026-03-02', '2026-03-13')], ['02 13']],
    [
      'that recur begin and end on one of their days',
      [off('2026-03-02', '2026-03-31', { recurs: fridays })],
      ['06 27 weekly'],
    ],
    ['that recur never are left out', [off('2026-03-02', '2026-03-05', { recurs: fridays })], []],
    ['that recur once are a day', [off('2026-03-02', '2026-03-31', { recurs: fridays, occurrences: 1 })], ['06 06']],
    [
      'that recur some times say so',
      [off('2026-03-02', '2026-03-31', { recurs: fridays, occurrences: 2 })],
      ['06 13 weekly 2'],
    ],
    [
      'that recur are cut for a range',
      [off('2026-03-18', '2026-03-21'), off('2026-03-02', '2026-03-31', { recurs: fridays, occurrences: 9 })],
      ['06 13 weekly', '18 21', '27 27'],
    ],
  ])('%s', (_what, exceptions, expected) => {
    const found = plainExceptions(exceptions)
    const shown = found.map(({ from, to, recurs, occurrences }) =>
      [from.slice(8), to.slice(8), recurs?.kind, occurrences].filter((part) => part != null).join(' '),
    )
    expect(shown).toEqual(expected)
  })
})

/** Minutes of each day that a calendar works. */
function worked(calendar: DocumentCalendar, calendars: readonly DocumentCalendar[]): string {
  const specs = new Map<string, CalendarSpec>(
    calendars.map((each) => [each.key, { ...each, id: each.key, baseId: each.baseKey }]),
  )
  const time = compileCalendar({ ...calendar, id: calendar.key, baseId: calendar.baseKey }, specs)
  const first = dayOf('2019-01-01')
  const minutesOf = (day: number) => workingMinutesBetween(time, day * 1440, (day + 1) * 1440)
  return Array.from({ length: 6_000 }, (_, index) => minutesOf(first + index)).join(' ')
}

describe('the plain form of calendars', () => {
  it('has the same days, none twice, and in order', () => {
    fc.assert(
      fc.property(anyCalendars(['1', '2', '3'], ALL_FEATURES), (calendars) => {
        const byKey = new Map(calendars.map((calendar) => [calendar.key, calendar]))
        const plain = calendars.map((calendar) => ({
          ...calendar,
          exceptions: plainExceptions(calendar.exceptions),
          workWeeks: plainWorkWeeks(lineageOf(calendar, byKey)),
        }))
        for (const [index, calendar] of plain.entries()) {
          expect(worked(calendar, plain)).toBe(worked(calendars[index] as DocumentCalendar, calendars))
          const ranges = calendar.exceptions.filter(({ recurs }) => recurs == null)
          for (const list of [ranges, calendar.workWeeks]) {
            expect(list.every(({ from }, at) => at === 0 || from > (list[at - 1]?.to ?? ''))).toBe(true)
          }
          expect(calendar.workWeeks.every(({ week }) => week.every((day) => day !== null))).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })
})
