/** One line of the table. Values are in `unit`; ratios tell how many times the peer's value is ours. */
export interface BenchRow {
  readonly name: string
  readonly unit: 'ms' | '%' | 'MB' | 'kB' | 'runs'
  readonly ours: number | null
  readonly peer?: { readonly name: string; readonly value: number | null }
  /** What is judged: our value, which may be at most the bound, or the ratio, which must be at least the bound. */
  readonly bounds?: { readonly of: 'value' | 'ratio'; readonly must: number; readonly aim: number }
  /** Whether the answers agree, or why something is missing. */
  readonly remark?: string
}

export type Verdict = 'aim' | 'must' | 'missed' | ''

/** Null for shares in percent, which are no amounts. */
export function ratioOf({ unit, ours, peer }: BenchRow): number | null {
  if (unit === '%' || ours === null || peer === undefined || peer.value === null) return null
  return peer.value / Math.max(ours, 1e-9)
}

/** Which bound is held; nothing where there is none, or no value. */
export function verdictOf(row: BenchRow): Verdict {
  const { bounds } = row
  if (bounds === undefined) return ''
  const value = bounds.of === 'value' ? row.ours : ratioOf(row)
  if (value === null) return ''
  const holds = (bound: number) => (bounds.of === 'value' ? value <= bound : value >= bound)
  if (holds(bounds.aim)) return 'aim'
  return holds(bounds.must) ? 'must' : 'missed'
}

const HEADINGS = ['', 'Throughline', 'peer', 'ratio', 'must', 'aim', 'reached', 'remark'] as const

function cellsOf(row: BenchRow): string[] {
  const { bounds, peer, unit } = row
  const ratio = ratioOf(row)
  const bound = (value: number) => (bounds?.of === 'ratio' ? `${value} times` : `${value} ${unit}`)
  return [
    row.name,
    row.ours === null ? 'not measured' : `${numberText(row.ours)} ${unit}`,
    peer === undefined
      ? ''
      : `${peer.value === null ? 'not measured' : `${numberText(peer.value)} ${unit}`} (${peer.name})`,
    ratio === null ? '' : `${numberText(ratio)} times`,
    bounds === undefined ? '' : bound(bounds.must),
    bounds === undefined ? '' : bound(bounds.aim),
    verdictOf(row),
    row.remark ?? '',
  ]
}

/** Three digits that count. */
function numberText(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

export function markdownOf(rows: readonly BenchRow[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(HEADINGS), line(HEADINGS.map(() => '---')), ...rows.map((row) => line(cellsOf(row))), ''].join('\n')
}

export function tableOf(rows: readonly BenchRow[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)]
  const widths = HEADINGS.map((_, index) => Math.max(...lines.map((cells) => (cells[index] ?? '').length)))
  return `${lines
    .map((cells) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

export function jsonOf(rows: readonly BenchRow[], about: Readonly<Record<string, unknown>>): string {
  const told = rows.map((row) => ({ ...row, ratio: ratioOf(row), reached: verdictOf(row) || null }))
  return `${JSON.stringify({ ...about, rows: told }, null, 2)}\n`
}
