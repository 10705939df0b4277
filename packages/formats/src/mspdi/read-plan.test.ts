import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { calendarXml, linkXml, projectXml, STANDARD_CALENDAR, taskXml } from '../../test-support/mspdi.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { readMspdi } from './read-mspdi.ts'

const read = (xml: string): Promise<PlanDocument> => readMspdi(bytesOf(xml))

async function readTask(more: string, rest = ''): Promise<DocumentTask> {
  const { tasks } = await read(projectXml([{ uid: 1, duration: 'PT16H0M0S', more }], { rest }))
  return tasks[0] as DocumentTask
}

function assignmentXml(content: string, resourceUid = -65_535): string {
  return `<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>${resourceUid}</ResourceUID>${content}</Assignment></Assignments>`
}

function workXml(type: number, from: string, to: string, value: string | null): string {
  const text = value === null ? '' : `<Value>${value}</Value>`
  return `<TimephasedData><Type>${type}</Type><Start>2026-03-${from}:00</Start><Finish>2026-03-${to}:00</Finish>${text}</TimephasedData>`
}

describe('options of the project', () => {
  it.each([
    ['', true],
    ['<HonorConstraints>1</HonorConstraints>', true],
    ['<HonorConstraints>0</HonorConstraints>', false],
    // Microsoft Project itself writes the flag upside down.
    ['<HonorConstraints>0</HonorConstraints><WBSMasks/>', true],
    ['<HonorConstraints>1</HonorConstraints><WBSMasks/>', false],
  ])('%s', async (fields, honorsConstraints) => {
    expect((await read(projectXml([{ uid: 1 }], { fields }))).options).toMatchObject({ honorsConstraints })
  })

  it('say how it is scheduled and what is critical', async () => {
    const fields = `<FinishDate>2026-04-30T17:00:00</FinishDate><StatusDate>2026-03-10T17:00:00</StatusDate>
<ScheduleFromStart>0</ScheduleFromStart><CriticalSlackLimit>2</CriticalSlackLimit><MultipleCriticalPaths>1</MultipleCriticalPaths>`
    expect(await read(projectXml([{ uid: 1 }], { fields }))).toMatchObject({
      finish: '2026-04-30T17:00',
      scheduleFrom: 'finish',
      statusDate: '2026-03-10T17:00',
      options: { criticalFloatMinutes: 960, hasMultipleCriticalPaths: true },
    })
  })
})

describe('a task', () => {
  it.each([
    [1, '', { kind: 'asLateAsPossible', date: null }],
    [2, '2026-03-05T08:00', { kind: 'mustStartOn', date: '2026-03-05T08:00' }],
    [3, '2026-03-05T17:00', { kind: 'mustFinishOn', date: '2026-03-05T17:00' }],
    [5, '2026-03-05T08:00', { kind: 'startNoLaterThan', date: '2026-03-05T08:00' }],
    [6, '2026-03-05T17:00', { kind: 'finishNoEarlierThan', date: '2026-03-05T17:00' }],
    [7, '2026-03-05T17:00', { kind: 'finishNoLaterThan', date: '2026-03-05T17:00' }],
    [4, '', null],
    [9, '2026-03-05T17:00', null],
  ])('with constraint type %i of “%s”', async (type, date, expected) => {
    const content = `<ConstraintType>${type}</ConstraintType>${date === '' ? '' : `<ConstraintDate>${date}:00</ConstraintDate>`}`
    const xml = taskXml({ uid: 1 }).replace('<ConstraintType>0</ConstraintType>', content)
    expect((await read(projectXml([xml]))).tasks[0]?.constraint).toEqual(expected)
  })

  it('may be placed by hand, or be without dates as yet', async () => {
    const dates = '<Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>'
    expect(await readTask(`<Manual>1</Manual>${dates}<ManualStart>2026-03-04T09:00:00</ManualStart>`)).toMatchObject({
      manual: { start: '2026-03-04T09:00', finish: '2026-03-03T17:00' },
    })
    const undated = await readTask(`<Manual>1</Manual>${dates}<StartText></StartText><FinishText>soon</FinishText>`)
    expect(undated.manual).toEqual({ start: null, finish: null })
    expect((await readTask(`<Manual>0</Manual>${dates}`)).manual).toBeNull()
  })

  it('of another project stays where it is', async () => {
    const dates = '<Start>2026-03-04T08:00:00</Start><Finish>2026-03-05T17:00:00</Finish>'
    expect(await readTask(`<ExternalTask>1</ExternalTask>${dates}`)).toMatchObject({
      external: 'link',
      manual: { start: '2026-03-04T08:00', finish: '2026-03-05T17:00' },
    })
    expect((await readTask(`<IsSubproject>1</IsSubproject>${dates}`)).external).toBe('project')
  })

  it('may have begun, or be complete', async () => {
    const begun = `<PercentComplete>50</PercentComplete><ActualStart>2026-03-03T08:00:00</ActualStart>
<ActualDuration>PT8H0M0S</ActualDuration><Stop>2026-03-03T17:00:00</Stop><Resume>2026-03-05T08:00:00</Resume>`
    expect((await readTask(begun)).progress).toEqual({
      actualStart: '2026-03-03T08:00',
      actualFinish: null,
      doneMinutes: 480,
      resume: '2026-03-05T08:00',
    })
    const complete = `<ActualStart>2026-03-03T08:00:00</ActualStart><ActualFinish>2026-03-06T17:00:00</ActualFinish>`
    expect((await readTask(complete)).progress).toMatchObject({ actualFinish: '2026-03-06T17:00', doneMinutes: 960 })
  })

  it('has not begun on a date of long ago that stands for none', async () => {
    const dates = '<Start>2026-03-03T08:00:00</Start><ActualStart>2000-01-01T00:00:00</ActualStart>'
    const task = await readTask(`${dates}<Deadline>2049-12-31T23:59:00</Deadline>`)
    expect(task).toMatchObject({ progress: null, deadline: null })
    const earlier = '<Start>2026-03-03T08:00:00</Start><ActualStart>1999-07-01T08:00:00</ActualStart>'
    expect((await readTask(earlier)).progress).toBeNull()
  })

  it('may have leveling delay, priority and a type', async () => {
    const more = `<LevelingDelay>14400</LevelingDelay><Priority>800</Priority><Type>2</Type><EffortDriven>1</EffortDriven>
<IgnoreResourceCalendar>1</IgnoreResourceCalendar><Active>0</Active>`
    expect(await readTask(more)).toMatchObject({
      levelingDelayMinutes: 1440,
      priority: 800,
      effortType: 'fixedWork',
      isEffortDriven: true,
      ignoresResourceCalendars: true,
      isActive: false,
    })
  })

  it('keeps what had been scheduled', async () => {
    const more = `<Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>
<EarlyStart>2026-03-02T08:00:00</EarlyStart><EarlyFinish>2026-03-03T17:00:00</EarlyFinish>
<LateStart>2026-03-04T08:00:00</LateStart><LateFinish>2026-03-05T17:00:00</LateFinish>
<TotalSlack>9600</TotalSlack><Critical>0</Critical>`
    expect((await readTask(more)).stored).toEqual({
      start: '2026-03-02T08:00',
      finish: '2026-03-03T17:00',
      earlyStart: '2026-03-02T08:00',
      earlyFinish: '2026-03-03T17:00',
      lateStart: '2026-03-04T08:00',
      lateFinish: '2026-03-05T17:00',
      totalSlackMinutes: 960,
      // Left out by some when it is zero.
      freeSlackMinutes: 0,
      isCritical: false,
      isSplitOrContoured: false,
    })
  })
})

describe('interruptions', () => {
  const dates = '<Start>2026-03-02T08:00:00</Start><Finish>2026-03-05T17:00:00</Finish>'

  it('are where the work over time is told to be none', async () => {
    const work = [
      workXml(1, '02T08:00', '02T17:00', 'PT8H0M0S'),
      workXml(1, '02T17:00', '03T17:00', 'PT0H0M0S'),
      workXml(1, '03T17:00', '04T17:00', 'PT0H0M0S'),
      workXml(1, '04T17:00', '05T17:00', 'PT8H0M0S'),
      // Nights and weekends come without a value, what is done before with another type.
      workXml(1, '05T17:00', '06T17:00', null),
      workXml(16, '06T17:00', '07T17:00', 'PT0H0M0S'),
    ]
    const task = await readTask(dates, assignmentXml(work.join('')))
    expect(task.splits).toEqual([{ afterMinutes: 480, gapMinutes: 960 }])
    expect(task.stored?.isSplitOrContoured).toBe(true)
  })

  it('are none while anybody works, and a little work is work', async () => {
    const work = [
      workXml(2, '02T08:00', '02T17:00', 'PT0H0M9S'),
      workXml(1, '02T08:00', '02T17:00', 'PT0H0M0S'),
      workXml(1, '02T17:00', '03T17:00', 'PT8H0M0S'),
    ]
    expect((await readTask(dates, assignmentXml(work.join('')))).splits).toEqual([])
  })

  it('are none where somebody else works on', async () => {
    const resting = assignmentXml(
      workXml(1, '02T08:00', '03T17:00', 'PT0H0M0S') + workXml(1, '04T08:00', '05T17:00', 'PT16H0M0S'),
    )
    const working = assignmentXml(
      workXml(1, '02T08:00', '03T08:00', 'PT8H0M0S') + workXml(1, '03T08:00', '05T17:00', 'PT24H0M0S'),
    )
    expect(
      (await readTask(dates, resting.replace('</Assignments>', working.replace('<Assignments>', '')))).splits,
    ).toEqual([])
  })

  it('are told by the length alone where there is no work over time', async () => {
    const uneven = assignmentXml('<WorkContour>8</WorkContour>')
    expect((await readTask(dates, uneven)).splits).toEqual([{ afterMinutes: 480, gapMinutes: 960 }])
    const begun = '<ActualStart>2026-03-02T08:00:00</ActualStart><ActualDuration>PT4H0M0S</ActualDuration>'
    expect((await readTask(dates + begun, uneven)).splits).toEqual([{ afterMinutes: 240, gapMinutes: 960 }])
    expect((await readTask(dates, assignmentXml('<WorkContour>0</WorkContour>'))).splits).toEqual([])
  })

  it('with a malformed date are passed over', async () => {
    const bad = workXml(1, '02T08:00', '02T17:00', 'PT0H0M0S').replace('T17:00', 'T17:-0')
    expect((await readTask(dates, assignmentXml(bad))).splits).toEqual([])
  })
})

describe('assignments', () => {
  it('have work, overtime and delays', async () => {
    const rest = `<Resources><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type></Resource></Resources>
${assignmentXml(
  `<Units>0.5</Units><Work>PT10H0M0S</Work><OvertimeWork>PT2H0M0S</OvertimeWork><ActualWork>PT4H0M0S</ActualWork>
<RemainingWork>PT6H0M0S</RemainingWork><Delay>600</Delay><LevelingDelay>4800</LevelingDelay><WorkContour>0</WorkContour>`,
  1,
)}`
    const { assignments } = await read(projectXml([{ uid: 1 }], { rest }))
    expect(assignments).toMatchObject([
      {
        taskKey: '1',
        resourceKey: '1',
        units: 0.5,
        workMinutes: 600,
        overtimeMinutes: 120,
        actualWorkMinutes: 240,
        remainingWorkMinutes: 360,
        delayMinutes: 540,
        drivesDuration: true,
      },
    ])
  })

  it('whose work comes unevenly do not set the pace', async () => {
    const rest = `<Resources><Resource><UID>1</UID><Name>Ann</Name></Resource></Resources>${assignmentXml('<WorkContour>3</WorkContour>', 1)}`
    const dates = '<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>'
    const { assignments, tasks } = await read(projectXml([{ uid: 1, more: dates }], { rest }))
    expect(assignments[0]?.drivesDuration).toBe(false)
    expect(tasks[0]?.stored?.isSplitOrContoured).toBe(true)
  })

  it('are of resources with availability over time', async () => {
    const period = (from: string, to: string, units: number) =>
      `<AvailabilityPeriod><AvailableFrom>${from}</AvailableFrom><AvailableTo>${to}</AvailableTo><AvailableUnits>${units}</AvailableUnits></AvailabilityPeriod>`
    const rest = `<Resources><Resource><UID>1</UID><Name>Ann</Name><MaxUnits>1</MaxUnits><AvailabilityPeriods>
${period('1984-01-01T00:00:00', '2026-03-31T23:59:00', 0.5)}${period('2026-04-01T00:00:00', '2049-12-31T23:59:00', 1)}
</AvailabilityPeriods></Resource><Resource><UID>2</UID><Name>Fee</Name><Type>0</Type><IsCostResource>1</IsCostResource></Resource></Resources>`
    const { resources } = await read(projectXml([{ uid: 1 }], { rest }))
    expect(resources[0]?.availability).toEqual([
      { from: null, to: '2026-03-31T23:59', units: 0.5 },
      { from: '2026-04-01T00:00', to: null, units: 1 },
    ])
    expect(resources[1]?.kind).toBe('cost')
  })
})

describe('calendars', () => {
  const exceptionXml = (type: number, more: string, from = '2026-01-01', to = '2026-12-31') =>
    `<Exception><TimePeriod><FromDate>${from}T00:00:00</FromDate><ToDate>${to}T23:59:00</ToDate></TimePeriod>
<Type>${type}</Type><DayWorking>0</DayWorking>${more}</Exception>`
  const exceptionsOf = async (...exceptions: string[]) => {
    const more = `<Exceptions>${exceptions.join('')}</Exceptions>`
    const { calendars } = await read(projectXml([], { calendars: calendarXml(1, 'Standard', '', more) }))
    return calendars[0]?.exceptions
  }

  it.each([
    [2, '<Month>11</Month><MonthDay>25</MonthDay>', { kind: 'yearly-day', month: 12, day: 25 }],
    [
      3,
      '<Month>4</Month><MonthItem>4</MonthItem><MonthPosition>4</MonthPosition>',
      { kind: 'yearly-weekday', month: 5, weekday: 1, position: -1 },
    ],
    [4, '<MonthDay>31</MonthDay><Period>2</Period>', { kind: 'monthly-day', every: 2, day: 31 }],
    [
      5,
      '<MonthItem>3</MonthItem><MonthPosition>0</MonthPosition>',
      { kind: 'monthly-weekday', every: 1, weekday: 7, position: 1 },
    ],
    [6, '<DaysOfWeek>67</DaysOfWeek>', { kind: 'weekly', every: 1, weekdays: [1, 6, 7] }],
    [7, '<Period>3</Period>', { kind: 'daily', every: 3 }],
  ])('may have exceptions of type %i', async (type, more, recurs) => {
    const occurrences = '<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>4</Occurrences>'
    expect(await exceptionsOf(exceptionXml(type, more + occurrences))).toEqual([
      { from: '2026-01-01', to: '2026-12-31', shifts: [], recurs, occurrences: 4 },
    ])
  })

  it('have the days of what no recurrence says, in the order of the file', async () => {
    const group = exceptionXml(
      5,
      '<MonthItem>1</MonthItem><MonthPosition>4</MonthPosition>',
      '2026-01-01',
      '2026-02-28',
    )
    const weekly = exceptionXml(6, '<DaysOfWeek>2</DaysOfWeek>')
    const daily = exceptionXml(7, '<Period>9</Period>')
    const found = await exceptionsOf(group, daily, weekly)
    expect(found?.map(({ from, recurs }) => recurs?.kind ?? from)).toEqual([
      '2026-01-30',
      '2026-02-27',
      'daily',
      'weekly',
    ])
  })

  it('may have shifts that go on after midnight, and other weeks for a while', async () => {
    const night = `<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>
<WorkingTime><FromTime>22:00:00</FromTime><ToTime>06:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>`
    const more = `<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-01T00:00:00</FromDate><ToDate>2026-07-31T23:59:00</ToDate></TimePeriod>
<WeekDays><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays></WorkWeek></WorkWeeks>`
    const calendars = STANDARD_CALENDAR + calendarXml(2, 'Nights', night, more, 1)
    const document = await read(projectXml([], { calendars }))
    expect(document.calendars[1]).toMatchObject({
      baseKey: '1',
      week: [[{ from: 1320, to: 1800 }], null, null, null, null, null, null],
      workWeeks: [{ from: '2026-07-01', to: '2026-07-31', week: [null, null, null, null, [], null, null] }],
    })
  })
})

it('a link may come from an inactive task', async () => {
  const { links } = await read(
    projectXml([
      { uid: 1, more: '<Active>0</Active>' },
      { uid: 2, more: linkXml(1) },
    ]),
  )
  expect(links).toHaveLength(1)
})
