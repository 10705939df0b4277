import type { Minute } from '@throughline/engine'
import type { GanttOptions } from './gantt-options.ts'
import type { GanttLink, GanttRow } from './gantt-rows.ts'
import type { LegendItem } from './legend.ts'
import type { Mark } from './marks.ts'
import type { RowCut } from './row-cuts.ts'
import type { Span } from './span.ts'
import type { TableColumns } from './table-columns.ts'
import type { TextMeasure } from './text-measure.ts'
import type { TimeAxis } from './time-axis.ts'

/** Where things lie on every sheet of a chart, in points. */
export interface SheetFrame {
  readonly width: number
  readonly height: number
  readonly rowHeight: number
  readonly table: { readonly x: number; readonly width: number }
  readonly chart: { readonly x: number; readonly width: number }
  /** Of the axis and of the first row. */
  readonly axisTop: number
  readonly rowsTop: number
  readonly rowsHeight: number
}

/** A whole chart, worked out; sheets go row by row, in each from earlier to later times. */
export interface GanttLayout {
  readonly title: string
  readonly lines: readonly string[]
  readonly rows: readonly GanttRow[]
  readonly links: readonly GanttLink[]
  readonly columns: TableColumns
  readonly axis: TimeAxis
  readonly cuts: readonly RowCut[]
  readonly frame: SheetFrame
  readonly sheetCount: number
  /** Draws one. */
  sheet(index: number): Iterable<Mark>
}

/** What the drawing of a sheet needs. */
export interface SheetContext extends Omit<GanttLayout, 'sheet'> {
  readonly options: GanttOptions
  readonly measure: TextMeasure
  readonly statusDate: Minute | null
  readonly legend: readonly LegendItem[]
  /** Whether there is work on a day, counted from 1970-01-01. */
  readonly worksOn: (day: number) => boolean
  readonly linksOf: (cut: number) => readonly number[]
}

export interface SheetPlace {
  readonly index: number
  readonly cut: number
  readonly rows: RowCut
  readonly time: Span
}
