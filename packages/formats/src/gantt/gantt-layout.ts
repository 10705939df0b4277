import { workingMinutesBetween } from '@throughline/engine'
import type { PlanDocument } from '../plan-document.ts'
import { calendarLookup } from '../work-calendars.ts'
import { drawSheet } from './draw-sheet.ts'
import { GanttError, type GanttOptions, type GanttPage } from './gantt-options.ts'
import { rowsOf } from './gantt-rows.ts'
import { legendOf } from './legend.ts'
import { cutRows, linksBySheet } from './row-cuts.ts'
import type { GanttLayout, SheetContext, SheetFrame } from './sheet-context.ts'
import { minuteOrNull } from './span.ts'
import { type TableColumns, tableColumns } from './table-columns.ts'
import type { Lettering } from './text-measure.ts'
import { sizes } from './theme.ts'
import { endlessAxis, shownDays, timeAxis } from './time-axis.ts'
import { titleLines } from './title-lines.ts'

const paper: Record<GanttPage, { width: number; height: number }> = {
  a4: { width: 841.89, height: 595.28 },
  a3: { width: 1190.55, height: 841.89 },
  letter: { width: 792, height: 612 },
}
const mostSheets = 5_000
/** Sheets beside each other that are made of their own accord, and how long most bars are then, in points. */
const onPaper = { most: 6, legible: 5 }
const onScreen = { legible: 14, mostName: 320 }

/** Lays a plan out on pages. Throws GanttError when that takes more than anyone would print. */
export function layoutPages(document: PlanDocument, options: GanttOptions, lettering: Lettering): GanttLayout {
  const { width, height } = paper[options.page]
  const { rows, links } = rowsOf(document, options, lettering.showable)
  const statusDate = minuteOrNull(document.statusDate)
  const columns = tableColumns(rows, width * 0.24, lettering.measure)
  const chartWidth = width - 2 * sizes.margin - columns.width
  const days = shownDays(rows, options, statusDate)
  const axis = timeAxis(rows, days, options.zoom, { ...onPaper, width: chartWidth })
  const rowHeight = rowHeightOf(options)
  const rowsTop = sizes.margin + sizes.titleHeight + sizes.axisHeight
  const room = height - rowsTop - sizes.legendHeight - sizes.footerHeight - sizes.margin
  const cuts = cutRows(rows, Math.floor(room / rowHeight))
  if (cuts.length * axis.stretches.length > mostSheets)
    throw new GanttError(
      `The chart would take ${cuts.length * axis.stretches.length} pages; ${mostSheets} is the most. Zoom out, or choose fewer days.`,
    )
  const frame = frameOf({ width, height, rowHeight, columns, chartWidth, rowsHeight: room })
  return layoutOf(document, { options, lettering, rows, links, columns, axis, cuts, frame, statusDate })
}

/** Lays a plan out on one sheet that is as large as it has to be. */
export function layoutEndless(document: PlanDocument, options: GanttOptions, lettering: Lettering): GanttLayout {
  const { rows, links } = rowsOf(document, options, lettering.showable)
  const statusDate = minuteOrNull(document.statusDate)
  const columns = tableColumns(rows, onScreen.mostName, lettering.measure)
  const days = shownDays(rows, options, statusDate)
  const { width: chartWidth, axis } = endlessAxis(rows, days, options.zoom, onScreen.legible)
  const rowHeight = rowHeightOf(options)
  const rowsHeight = Math.max(rows.length, 1) * rowHeight
  const width = 2 * sizes.margin + columns.width + chartWidth
  const around = sizes.titleHeight + sizes.axisHeight + sizes.legendHeight + sizes.footerHeight
  const frame = frameOf({
    ...{ width, rowHeight, columns, chartWidth, rowsHeight },
    height: 2 * sizes.margin + around + rowsHeight,
  })
  const cuts = [{ first: 0, end: rows.length }]
  return layoutOf(document, { options, lettering, rows, links, columns, axis, cuts, frame, statusDate })
}

type Parts = { lettering: Lettering } & Pick<
  SheetContext,
  'options' | 'rows' | 'links' | 'columns' | 'axis' | 'cuts' | 'frame' | 'statusDate'
>

function layoutOf(document: PlanDocument, { lettering, ...parts }: Parts): GanttLayout {
  const { rows, links, axis, cuts } = parts
  const bySheet = linksBySheet(links, cuts)
  const { title, lines } = titleLines(document, parts.options, rows)
  const context: SheetContext = {
    ...parts,
    measure: lettering.measure,
    title: lettering.showable(title),
    lines: lines.map(lettering.showable),
    sheetCount: cuts.length * axis.stretches.length,
    legend: legendOf(parts),
    worksOn: workingDays(document),
    linksOf: (cut) => bySheet[cut] ?? [],
  }
  return {
    ...context,
    sheet(index) {
      const cut = Math.floor(index / axis.stretches.length)
      const [rowCut, time] = [cuts[cut], axis.stretches[index % axis.stretches.length]]
      if (!rowCut || !time) throw new RangeError(`there is no sheet ${index}`)
      return drawSheet(context, { index, cut, rows: rowCut, time })
    },
  }
}

const rowHeightOf = ({ baseline }: GanttOptions): number =>
  baseline === null ? sizes.rowHeight : sizes.rowHeightWithBaseline

interface FrameParts {
  width: number
  height: number
  rowHeight: number
  columns: TableColumns
  chartWidth: number
  rowsHeight: number
}

function frameOf({ width, height, rowHeight, columns, chartWidth, rowsHeight }: FrameParts): SheetFrame {
  const axisTop = sizes.margin + sizes.titleHeight
  return {
    ...{ width, height, rowHeight, rowsHeight, axisTop },
    rowsTop: axisTop + sizes.axisHeight,
    table: { x: sizes.margin, width: columns.width },
    chart: { x: sizes.margin + columns.width, width: chartWidth },
  }
}

/** By the calendar of the project. */
function workingDays(document: PlanDocument): (day: number) => boolean {
  const calendar = calendarLookup(document)(null)
  const known = new Map<number, boolean>()
  return (day) => {
    const works = known.get(day) ?? workingMinutesBetween(calendar, day * 1440, (day + 1) * 1440) > 0
    known.set(day, works)
    return works
  }
}
