export interface Column<Row> {
  readonly title: string
  readonly text: (row: Row) => string
  readonly align?: 'right'
  /** Longer texts are cut. */
  readonly most?: number
}

/** Rows in aligned columns, with a heading; each line ends with a line break. */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = columns.map(({ title, text, most }) => [title, ...rows.map((row) => cut(text(row), most ?? 40))])
  const widths = cells.map((column) => column.reduce((width, cell) => Math.max(width, cell.length), 0))
  const lines = Array.from({ length: rows.length + 1 }, (_, line) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index]?.[line] ?? ''
        return align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)
      })
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [lines[0], rule, ...lines.slice(1), ''].join('\n')
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
