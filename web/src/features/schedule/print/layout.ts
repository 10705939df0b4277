import type { Scale } from '../gantt/scale.ts'
import { xOf } from '../gantt/scale.ts'
import { headerHeight, rowHeight } from '../gantt/scene.ts'

/** Sheets of paper in CSS pixels (96 an inch), upright. */
export const papers = {
  a4: { width: 794, height: 1123, name: 'A4' },
  a3: { width: 1123, height: 1587, name: 'A3' },
  letter: { width: 816, height: 1056, name: 'Letter' },
  tabloid: { width: 1056, height: 1632, name: 'Tabloid' },
} as const
export type Paper = keyof typeof papers

export const margin = 34
/** The lines above the plan (which project, when) and below it (what the colours mean, which page). */
export const bandHeight = 34
export const legendHeight = 26

export interface SheetOptions {
  readonly paper: Paper
  readonly isLandscape: boolean
  /** The whole time on one page's width, or as near as the screen shows it. */
  readonly fitsWidth: boolean
}

/** What a page shows: rows from `firstRow` up to but not including `endRow`, and a stretch of time. */
export interface Sheet {
  readonly firstRow: number
  readonly endRow: number
  /** Left edge of the chart on this page, in pixels of the chart. */
  readonly left: number
  readonly chartWidth: number
  /** Only the first page of a row of pages repeats the table. */
  readonly tableWidth: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly scale: Scale
  readonly sheets: readonly Sheet[]
}

export interface PlanSize {
  readonly rowCount: number
  /** Minutes since 1970 that the chart spans. */
  readonly from: number
  readonly to: number
  readonly tableWidth: number
  readonly pixelsPerDay: number
}

const MINUTES_PER_DAY = 1440
/** Scaled down further, bars could not be told apart. */
const leastPixelsPerDay = 0.08

/** Divides a plan into pages: down first, as people read, then to the right. */
export function layoutSheets(plan: PlanSize, { paper, isLandscape, fitsWidth }: SheetOptions): Layout {
  const { width: short, height: long } = papers[paper]
  const [width, height] = isLandscape ? [long, short] : [short, long]
  const inner = width - 2 * margin
  const tableWidth = Math.min(plan.tableWidth, Math.round(inner * 0.6))
  const days = Math.max(1, (plan.to - plan.from) / MINUTES_PER_DAY)
  const fitted = Math.max(leastPixelsPerDay, (inner - tableWidth) / days)
  const scale = { origin: plan.from, pixelsPerDay: fitsWidth ? fitted : plan.pixelsPerDay }
  const rowsOnPage = Math.floor((height - 2 * margin - bandHeight - headerHeight - legendHeight) / rowHeight)
  const total = Math.max(1, xOf(scale, plan.to))
  const sheets: Sheet[] = []
  for (let firstRow = 0; firstRow === 0 || firstRow < plan.rowCount; firstRow += rowsOnPage) {
    const endRow = Math.min(plan.rowCount, firstRow + rowsOnPage)
    for (let left = 0; left === 0 || left < total - 1; ) {
      const table = left === 0 ? tableWidth : 0
      sheets.push({ firstRow, endRow, left, chartWidth: inner - table, tableWidth: table })
      left += inner - table
    }
  }
  return { width, height, scale, sheets }
}

/** One sheet as large as the plan, for a picture. */
export function layoutPicture(plan: PlanSize): Layout {
  const scale = { origin: plan.from, pixelsPerDay: plan.pixelsPerDay }
  const chartWidth = Math.max(320, Math.ceil(xOf(scale, plan.to)))
  const { tableWidth, rowCount } = plan
  return {
    width: tableWidth + chartWidth + 2 * margin,
    height: 2 * margin + bandHeight + headerHeight + rowCount * rowHeight + legendHeight,
    scale,
    sheets: [{ firstRow: 0, endRow: rowCount, left: 0, chartWidth, tableWidth }],
  }
}
