import type { GanttRow } from './gantt-rows.ts'
import type { TextMeasure } from './text-measure.ts'
import { sizes } from './theme.ts'

export interface TableColumn {
  readonly name: 'number' | 'name' | 'duration' | 'start' | 'finish'
  readonly title: string
  readonly x: number
  readonly width: number
  readonly anchor: 'start' | 'end'
}

export interface TableColumns {
  readonly columns: readonly TableColumn[]
  readonly width: number
}

const narrow = [
  { name: 'number', title: 'No.', anchor: 'start', most: 60 },
  { name: 'duration', title: 'Duration', anchor: 'end', most: 60 },
  { name: 'start', title: 'Start', anchor: 'end', most: 70 },
  { name: 'finish', title: 'Finish', anchor: 'end', most: 70 },
] as const
const leastName = 90

/** As wide as what stands in them, the name at most `mostName`. Offsets count from the left edge of the table. */
export function tableColumns(rows: readonly GanttRow[], mostName: number, measure: TextMeasure): TableColumns {
  const padding = 2 * sizes.cellPadding
  const widths = new Map<TableColumn['name'], number>(
    narrow.map(({ name, title, most }) => {
      const widest = rows.reduce(
        (width, row) => Math.max(width, measure(row[name], sizes.text, row.kind === 'summary')),
        measure(title, sizes.text, true),
      )
      return [name, Math.min(widest, most) + padding]
    }),
  )
  const widestName = rows.reduce(
    (width, { name, level, kind }) =>
      Math.max(width, measure(name, sizes.text, kind === 'summary') + level * sizes.indent),
    0,
  )
  widths.set('name', Math.min(Math.max(widestName, leastName) + padding, mostName))
  const [number, ...others] = narrow
  const order = [number, { name: 'name', title: 'Task', anchor: 'start' } as const, ...others]
  let x = 0
  const columns = order.map(({ name, title, anchor }) => {
    const column = { name, title, anchor, x, width: widths.get(name) ?? 0 }
    x += column.width
    return column
  })
  return { columns, width: x }
}
