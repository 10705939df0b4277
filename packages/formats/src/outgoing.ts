// What only goes out: drawings and calendars. Apart from the rest, since what it is made with takes room in memory.
export {
  GANTT_DEFAULTS,
  GanttError,
  type GanttOptions,
  type GanttPage,
  ganttPages,
} from './gantt/gantt-options.ts'
export { writeGanttPdf } from './gantt/write-gantt-pdf.ts'
export { writeGanttSvg } from './gantt/write-gantt-svg.ts'
export { type CalendarEntry, type CalendarHead, writeCalendar } from './ical/write-calendar.ts'
