export interface XmlTask {
  readonly uid: number
  readonly name?: string
  readonly level?: number
  readonly duration?: string
  /** Further elements, as XML. */
  readonly more?: string
}

const WORKING = `<DayWorking>1</DayWorking><WorkingTimes>
  <WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>
  <WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes>`

export const STANDARD_CALENDAR = calendarXml(1, 'Standard', weekXml())

export function weekXml(): string {
  return [1, 2, 3, 4, 5, 6, 7]
    .map((type) => weekDayXml(type, type === 1 || type === 7 ? '<DayWorking>0</DayWorking>' : WORKING))
    .join('\n')
}

export function weekDayXml(type: number, content: string): string {
  return `<WeekDay><DayType>${type}</DayType>${content}</WeekDay>`
}

export function calendarXml(uid: number, name: string, weekDays: string, more = '', baseUid = -1): string {
  return `<Calendar><UID>${uid}</UID><Name>${name}</Name><IsBaseCalendar>${baseUid < 0 ? 1 : 0}</IsBaseCalendar>
<BaseCalendarUID>${baseUid}</BaseCalendarUID><WeekDays>${weekDays}</WeekDays>${more}</Calendar>`
}

export function taskXml({ uid, name = `Task ${uid}`, level = 1, duration = 'PT8H0M0S', more = '' }: XmlTask): string {
  return `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>${level}</OutlineLevel>
<Duration>${duration}</Duration><DurationFormat>7</DurationFormat><ConstraintType>0</ConstraintType>${more}</Task>`
}

export function linkXml(predecessorUid: number, type = 1, lag = 0, lagFormat = 7): string {
  return `<PredecessorLink><PredecessorUID>${predecessorUid}</PredecessorUID><Type>${type}</Type><CrossProject>0</CrossProject>
<LinkLag>${lag}</LinkLag><LagFormat>${lagFormat}</LagFormat></PredecessorLink>`
}

/** A whole file; `tasks` may be XML of their own. */
export function projectXml(
  tasks: readonly (XmlTask | string)[],
  more: { calendars?: string; rest?: string; fields?: string } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="http://schemas.microsoft.com/project">
<Name>plan.xml</Name><Title>Plan</Title><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>
<MinutesPerDay>480</MinutesPerDay><MinutesPerWeek>2400</MinutesPerWeek>${more.fields ?? ''}
<Calendars>${more.calendars ?? STANDARD_CALENDAR}</Calendars>
<Tasks>
${tasks.map((task) => (typeof task === 'string' ? task : taskXml(task))).join('\n')}
</Tasks>
${more.rest ?? ''}
</Project>
`
}
