/** A Microsoft Project XML file of so many tasks, each a day long and after the one before it. */
export function makeMspdi(taskCount: number, { closed = true }: { closed?: boolean } = {}): string {
  const tasks = Array.from({ length: taskCount }, (_, index) => taskXml(index + 1)).join('\n')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Project xmlns="http://schemas.microsoft.com/project">',
    '<Name>Chain</Name><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>',
    `<Calendars>${calendarXml()}</Calendars>`,
    '<Tasks>',
    tasks,
    '</Tasks>',
    closed ? '</Project>' : '</Projekt>',
    '',
  ].join('\n')
}

function taskXml(uid: number): string {
  const link =
    uid > 1 ? `<PredecessorLink><PredecessorUID>${uid - 1}</PredecessorUID><Type>1</Type></PredecessorLink>` : ''
  return `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>Task ${uid}</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>${link}</Task>`
}

function calendarXml(): string {
  const shifts = ['08:00:00/12:00:00', '13:00:00/17:00:00'].map((shift) => {
    const [from, to] = shift.split('/')
    return `<WorkingTime><FromTime>${from}</FromTime><ToTime>${to}</ToTime></WorkingTime>`
  })
  const day = (type: number) => {
    const works = type > 1 && type < 7
    const times = works ? `<WorkingTimes>${shifts.join('')}</WorkingTimes>` : ''
    return `<WeekDay><DayType>${type}</DayType><DayWorking>${works ? 1 : 0}</DayWorking>${times}</WeekDay>`
  }
  const week = Array.from({ length: 7 }, (_, index) => day(index + 1)).join('')
  return `<Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>${week}</WeekDays></Calendar>`
}
