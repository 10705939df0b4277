import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { PLAIN_PLAN } from '../plain-document.ts'
import type { DocumentCalendar, PlanDocument } from '../plan-document.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import { readMspdi } from './read-mspdi.ts'
import { writeMspdi } from './write-mspdi.ts'

const calendar: DocumentCalendar = {
  ...{ key: '1', guid: null, name: 'Week', baseKey: null, week: STANDARD_WEEK, extra: null },
  workWeeks: [{ from: '2026-07-01', to: '2026-07-31', week: [[], null, null, null, null, null, null] }],
  exceptions: [
    { from: '2026-03-02', to: '2026-03-13', shifts: [], name: 'Off <?>' },
    { from: '2026-03-04', to: '2026-03-05', shifts: [{ from: 480, to: 720 }], name: 'Übung ?>' },
  ],
}

const written = (...calendars: DocumentCalendar[]): string => {
  const nothing = { name: null, start: null, tasks: [], links: [], resources: [], assignments: [], warnings: [] }
  return [...writeMspdi({ ...PLAIN_PLAN, ...nothing, calendars, defaultCalendarKey: '1' })].join('')
}
const read = (xml: string): Promise<PlanDocument> => readMspdi(bytesOf(xml))
const readCalendar = async (xml: string) => (await read(xml)).calendars[0]

const PIECES = [
  { ...calendar.exceptions[0], to: '2026-03-03' },
  calendar.exceptions[1],
  { ...calendar.exceptions[0], from: '2026-03-06' },
]
const WHOLE_WEEK = [{ ...calendar.workWeeks[0], week: [[], ...STANDARD_WEEK.slice(1)] }]

describe('a calendar that is written in other words', () => {
  it('reads as it was', async () => {
    expect(await readCalendar(written(calendar))).toEqual(calendar)
  })

  it.each([
    ['a program has dropped it', / *<\?throughline-calendar .*\?>\n/, ''],
    ['it is no JSON', '"exceptions"', 'exceptions'],
    ['it is of no calendar', '{"uid":1,', '{"uid":7,'],
    ['it makes no sense', '"to":"2026-03-05"', '"to":"2026-03-01"'],
    ['it says something else', '"to":"2026-03-05"', '"to":"2026-03-06"'],
    ['it is not of its kind', '"shifts":[]', '"shifts":7'],
  ])('reads as the file has it where %s', async (_what, from, to) => {
    const xml = written(calendar)
    const at = xml.indexOf('<?throughline')
    const damaged = xml.slice(0, at) + xml.slice(at).replace(from, to)
    expect(damaged).not.toBe(xml)
    expect((await readCalendar(damaged))?.exceptions).toEqual(PIECES)
  })

  it('reads as the file has it once somebody has changed that', async () => {
    const xml = written(calendar).replaceAll('<ToDate>2026-03-13', '<ToDate>2026-03-12')
    const { exceptions, workWeeks } = (await readCalendar(xml)) ?? calendar
    expect(exceptions.map(({ to }) => to)).toEqual(['2026-03-03', '2026-03-05', '2026-03-12'])
    expect(workWeeks).toEqual(calendar.workWeeks)
  })

  it('has all days of its work weeks without the remark', async () => {
    const xml = written(calendar)
    expect((await readCalendar(xml.slice(0, xml.indexOf('<?throughline'))))?.workWeeks).toEqual(WHOLE_WEEK)
  })

  it('has the work weeks of its base where it sees other days in them', async () => {
    const derived = {
      ...calendar,
      key: '2',
      baseKey: '1',
      week: STANDARD_WEEK.map((_, day) => (day === 1 ? [] : null)),
    }
    const own = { ...derived, workWeeks: [], exceptions: [] }
    const xml = written(calendar, own)
    expect((await read(xml)).calendars).toEqual([calendar, own])
    const { calendars } = await read(xml.slice(0, xml.indexOf('<?throughline')))
    expect(calendars[1]?.workWeeks.map(({ week }) => week[1])).toEqual([[]])
  })

  it('that all programs take for the same needs no remark', () => {
    expect(written({ ...calendar, exceptions: [], workWeeks: [] })).not.toContain('<?throughline')
  })
})
