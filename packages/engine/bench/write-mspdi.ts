import { type CalendarSpec, type Plan, type PlanLink, type PlanTask, type ShiftSpec, textOf } from '../src/index.ts'

// A plan as XML of Microsoft Project, as far as plans of the generator go: no summaries, resources or
// progress. Unique ids are places in the plan, from 1.

const CONSTRAINTS = {
  asSoonAsPossible: 0,
  asLateAsPossible: 1,
  mustStartOn: 2,
  mustFinishOn: 3,
  startNoEarlierThan: 4,
  startNoLaterThan: 5,
  finishNoEarlierThan: 6,
  finishNoLaterThan: 7,
} as const
const LINK_TYPES = { FF: 0, FS: 1, SF: 2, SS: 3 } as const

export function writeMspdi(plan: Plan): string {
  const calendarUids = new Map(plan.calendars.map(({ id }, index) => [id, index + 1]))
  const taskUids = new Map(plan.tasks.map(({ id }, index) => [id, index + 1]))
  const linksInto = new Map<string, string[]>()
  for (const link of plan.links) {
    const before = linksInto.get(link.successorId)
    if (before === undefined) linksInto.set(link.successorId, [linkXml(link, taskUids)])
    else before.push(linkXml(link, taskUids))
  }
  const tasks = plan.tasks.map((task, index) =>
    taskXml(task, index + 1, calendarUids.get(task.calendarId ?? '') ?? -1, linksInto.get(task.id) ?? []),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>bench</Name>',
    '<ScheduleFromStart>1</ScheduleFromStart>',
    `<StartDate>${dateTime(plan.start)}</StartDate><CalendarUID>${calendarUids.get(plan.calendarId) ?? 1}</CalendarUID>`,
    '<DefaultStartTime>08:00:00</DefaultStartTime><DefaultFinishTime>16:00:00</DefaultFinishTime>',
    '<MinutesPerDay>480</MinutesPerDay><MinutesPerWeek>2400</MinutesPerWeek><DaysPerMonth>20</DaysPerMonth>',
    '<HonorConstraints>1</HonorConstraints><CriticalSlackLimit>0</CriticalSlackLimit>',
    `<Calendars>${plan.calendars.map((calendar, index) => calendarXml(calendar, index + 1)).join('\n')}</Calendars>`,
    `<Tasks>${tasks.join('\n')}</Tasks></Project>\n`,
  ].join('\n')
}

function taskXml(task: PlanTask, uid: number, calendarUid: number, links: readonly string[]): string {
  const { constraint, deadline, durationMinutes } = task
  const duration = durationXml(durationMinutes)
  return [
    `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${task.id}</Name><Active>1</Active><Manual>0</Manual><Type>1</Type><IsNull>0</IsNull>`,
    `<OutlineNumber>${uid}</OutlineNumber><OutlineLevel>1</OutlineLevel><Duration>${duration}</Duration><DurationFormat>7</DurationFormat>`,
    `<Milestone>${durationMinutes === 0 ? 1 : 0}</Milestone><Summary>0</Summary><PercentComplete>0</PercentComplete>`,
    `<ActualDuration>PT0H0M0S</ActualDuration><RemainingDuration>${duration}</RemainingDuration>`,
    `<ConstraintType>${CONSTRAINTS[constraint?.kind ?? 'asSoonAsPossible']}</ConstraintType><CalendarUID>${calendarUid}</CalendarUID>`,
    (constraint?.date ?? null) === null ? '' : `<ConstraintDate>${dateTime(constraint?.date ?? 0)}</ConstraintDate>`,
    (deadline ?? null) === null ? '' : `<Deadline>${dateTime(deadline ?? 0)}</Deadline>`,
    ...links,
    '</Task>',
  ].join('')
}

function linkXml(link: PlanLink, taskUids: ReadonlyMap<string, number>): string {
  return [
    `<PredecessorLink><PredecessorUID>${taskUids.get(link.predecessorId)}</PredecessorUID><Type>${LINK_TYPES[link.type]}</Type>`,
    `<CrossProject>0</CrossProject><LinkLag>${link.lagMinutes * 10}</LinkLag><LagFormat>7</LagFormat></PredecessorLink>`,
  ].join('')
}

/** `DayType` 1 is Sunday. */
function calendarXml({ id, week, exceptions }: CalendarSpec, uid: number): string {
  const days = week.map((shifts, index) => {
    const isWorked = (shifts ?? []).length > 0
    return `<WeekDay><DayType>${((index + 1) % 7) + 1}</DayType><DayWorking>${isWorked ? 1 : 0}</DayWorking>${shiftsXml(shifts ?? [])}</WeekDay>`
  })
  const daysOff = exceptions.map(
    ({ from, to }) =>
      `<Exception><EnteredByOccurrences>0</EnteredByOccurrences><TimePeriod><FromDate>${from}T00:00:00</FromDate><ToDate>${to}T23:59:00</ToDate></TimePeriod><Occurrences>1</Occurrences><Name>off</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>`,
  )
  return [
    `<Calendar><UID>${uid}</UID><Name>${id === '' ? 'Project' : id}</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>`,
    `<WeekDays>${days.join('')}</WeekDays><Exceptions>${daysOff.join('')}</Exceptions></Calendar>`,
  ].join('')
}

function shiftsXml(shifts: readonly ShiftSpec[]): string {
  if (shifts.length === 0) return ''
  const times = shifts.map(
    ({ from, to }) => `<WorkingTime><FromTime>${timeOf(from)}</FromTime><ToTime>${timeOf(to)}</ToTime></WorkingTime>`,
  )
  return `<WorkingTimes>${times.join('')}</WorkingTimes>`
}

const dateTime = (minute: number): string => `${textOf(minute)}:00`

const timeOf = (minute: number): string => `${textOf(minute).slice(11)}:00`

function durationXml(minutes: number): string {
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`
}
