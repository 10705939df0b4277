import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { calendarXml, linkXml, projectXml, taskXml, weekXml } from '../../test-support/mspdi.ts'
import { readCsv } from '../csv/read-csv.ts'
import { readMspdi } from '../mspdi/read-mspdi.ts'
import { importablePlan } from './importable-plan.ts'
import type { ImportablePlan } from './importable-types.ts'

async function read(xml: string): Promise<ImportablePlan> {
  return importablePlan(await readMspdi(bytesOf(xml)))
}

function warningsOf({ warnings }: ImportablePlan): string {
  return warnings.map(({ message }) => message).join('\n')
}

describe('what cannot be imported', () => {
  it.each([
    [2, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', '2026-03-05T08:00', /must start on/],
    [3, '<ConstraintDate>2026-03-05T17:00:00</ConstraintDate>', '2026-03-05T08:00', /must finish on/],
    [4, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', '2026-03-05T08:00', /^$/],
    [5, '<ConstraintDate>2026-03-05T08:00:00</ConstraintDate>', null, /start no later than/],
    [6, '<ConstraintDate>2026-03-09T12:00:00</ConstraintDate>', '2026-03-06T13:00', /finish no earlier than/],
    [1, '', null, /as late as possible/],
  ])('of constraint type %i is told', async (type, date, start, message) => {
    const task = taskXml({ uid: 1 }).replace(
      '<ConstraintType>0</ConstraintType>',
      `<ConstraintType>${type}</ConstraintType>${date}`,
    )
    const document = await read(projectXml([task]))
    expect(document.tasks[0]?.startNoEarlierThan).toBe(start)
    expect(warningsOf(document)).toMatch(message)
  })

  it('is told for tasks by hand, started, split, of other projects or with a deadline', async () => {
    const dates = '<Start>2026-03-04T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish>'
    const document = await read(
      projectXml([
        { uid: 1, more: `<Manual>1</Manual>${dates}` },
        { uid: 2, more: `<ActualStart>2026-03-03T08:00:00</ActualStart>` },
        { uid: 3, more: dates },
        { uid: 4, more: `<ExternalTask>1</ExternalTask>${dates}` },
        { uid: 5, more: '<Deadline>2026-03-09T17:00:00</Deadline>' },
      ]),
    )
    expect(document.tasks.map(({ startNoEarlierThan }) => startNoEarlierThan)).toEqual([
      '2026-03-04T08:00',
      '2026-03-03T08:00',
      null,
      '2026-03-04T08:00',
      null,
    ])
    const text = warningsOf(document)
    for (const word of ['by hand', 'has started', 'is split', 'another project', 'deadline'])
      expect(text).toContain(word)
  })

  it('plans elapsed durations around the clock', async () => {
    const task = taskXml({ uid: 1, duration: 'PT48H0M0S' }).replace('>7</DurationFormat>', '>8</DurationFormat>')
    const document = await read(projectXml([task]))
    expect(document.tasks).toMatchObject([{ durationMinutes: 2880, calendarKey: 'around-the-clock' }])
    expect(document.calendars.map(({ key }) => key)).toEqual(['1', 'around-the-clock'])
  })

  it('counts what it would repeat too often', async () => {
    const tasks = Array.from({ length: 50 }, (_, index) => ({
      uid: index + 1,
      more: '<Deadline>2026-03-09T17:00:00</Deadline>',
    }))
    const { warnings } = await read(projectXml(tasks))
    expect(warnings).toHaveLength(21)
    expect(warnings.at(-1)?.message).toBe('30 more like this: deadline')
  })

  it('turns a percentage of the predecessor into a lag', async () => {
    const document = await read(
      projectXml([
        { uid: 1, duration: 'PT16H0M0S' },
        { uid: 2, more: linkXml(1, 1, 25, 19) },
      ]),
    )
    expect(document.links).toMatchObject([{ lagMinutes: 240 }])
  })

  it('turns an elapsed lag into about as much working time', async () => {
    const week = await read(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1, 1, 100_800, 8) }]))
    expect(week.links).toMatchObject([{ lagMinutes: 2400 }])
    expect(warningsOf(week)).toMatch(/The lag before “Task 2” is elapsed time; 2400 working minutes/)
  })

  it('resolves calendars against their base', async () => {
    const holiday = `<Exceptions><Exception><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-06T23:59:00</ToDate></TimePeriod>
<Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>`
    const fridayOff = '<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>'
    const document = await read(
      projectXml([{ uid: 1, more: '<CalendarUID>3</CalendarUID>' }], {
        calendars: [
          calendarXml(1, 'Standard', weekXml(), holiday),
          calendarXml(3, 'Ann', fridayOff, '', 1),
          calendarXml(4, 'Bob', '', '', 1),
        ].join(''),
        rest: `<Resources><Resource><UID>2</UID><Name>Bob</Name><Type>1</Type><CalendarUID>4</CalendarUID></Resource></Resources>`,
      }),
    )
    const [standard, ann] = document.calendars
    expect(document.calendars.map(({ name }) => name)).toEqual(['Standard', 'Ann'])
    expect(ann?.week.map((shifts) => shifts.length)).toEqual([2, 2, 2, 2, 0, 0, 0])
    expect(ann?.exceptions).toEqual([{ from: '2026-04-03', to: '2026-04-06', shifts: [] }])
    expect(standard?.exceptions).toEqual(ann?.exceptions)
    expect(document.tasks[0]?.calendarKey).toBe('3')
    expect(document.resources[0]?.calendarKey).toBe('1')
  })

  it('leaves out inactive tasks, with their links; what lies under them moves up', async () => {
    const plan = await read(
      projectXml([
        { uid: 1 },
        { uid: 2, level: 2, more: '<Active>0</Active>' },
        { uid: 3, level: 3, more: linkXml(5) },
        { uid: 4, level: 2, more: `<Active>0</Active>${linkXml(3)}` },
        { uid: 5, level: 1, more: '<Active>0</Active>' },
      ]),
    )
    expect(plan.tasks.map(({ key, parentKey }) => [key, parentKey])).toEqual([
      ['1', null],
      ['3', '1'],
    ])
    expect(plan.links).toEqual([])
    expect(warningsOf(plan)).toMatch(/“Task 2” is inactive[\s\S]*row that is left out \(UID 5\)/)
  })

  it('plans elapsed durations of tables around the clock', async () => {
    const plan = importablePlan(await readCsv(bytesOf('name,duration\nCure,2ed')))
    expect(plan.tasks).toMatchObject([{ durationMinutes: 2880, calendarKey: 'around-the-clock' }])
    expect(plan.calendars).toHaveLength(1)
  })
})
