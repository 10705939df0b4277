import type { Minute } from '@throughline/engine'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { Span } from './span.ts'

/** Where times and rows lie on one sheet. */
export interface SheetScale {
  readonly left: number
  readonly right: number
  readonly pointsPerMinute: number
  x(minute: Minute): number
  /** Top of a row, also of those on other sheets. */
  y(row: number): number
  /** Whether something of the span lies here. */
  shows(span: Span): boolean
}

export function sheetScale({ frame, axis }: SheetContext, { rows, time }: SheetPlace): SheetScale {
  const { pointsPerMinute } = axis
  const left = frame.chart.x
  return {
    left,
    right: left + (time.finish - time.start) * pointsPerMinute,
    pointsPerMinute,
    x: (minute) => left + (minute - time.start) * pointsPerMinute,
    y: (row) => frame.rowsTop + (row - rows.first) * frame.rowHeight,
    shows: ({ start, finish }) => finish >= time.start && start <= time.finish,
  }
}
