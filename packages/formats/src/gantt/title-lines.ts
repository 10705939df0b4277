import { minuteOf } from '@throughline/engine'
import type { PlanDocument } from '../plan-document.ts'
import type { GanttOptions } from './gantt-options.ts'
import type { GanttRow } from './gantt-rows.ts'
import { dayText, timeText } from './row-texts.ts'

/** What stands above the chart: the name of the project, and what it is a chart of. */
export function titleLines(document: PlanDocument, options: GanttOptions, rows: readonly GanttRow[]) {
  const spans = rows.flatMap(({ span }) => (span === null ? [] : [span]))
  const start = spans.reduce((least, span) => Math.min(least, span.start), Number.POSITIVE_INFINITY)
  const finish = spans.reduce((most, span) => Math.max(most, span.finish), Number.NEGATIVE_INFINITY)
  const count = rows.length === 1 ? '1 task' : `${rows.length} tasks`
  const baseline = document.baselines.find(({ number }) => number === options.baseline)
  const parts = [
    ...(spans.length === 0
      ? []
      : [`${dayText(given(options.from) ?? start)} – ${dayText(given(options.to) ?? finish)}`]),
    rows.length === document.tasks.length ? count : `${rows.length} of ${document.tasks.length} tasks`,
    ...(document.statusDate === null ? [] : [`as of ${dayText(minuteOf(document.statusDate))}`]),
    ...(baseline === undefined ? [] : [`compared with ${baseline.name}`]),
  ]
  const printed = options.printedAt === null ? [] : [`Printed ${timeText(minuteOf(options.printedAt))}`]
  return { title: document.name ?? 'Plan', lines: [parts.join(' · '), ...printed] }
}

const given = (day: string | null): number | null => (day === null ? null : minuteOf(`${day}T00:00`))
