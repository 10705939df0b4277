import {
  type ImportJobRow,
  listMendedRows,
  listPlannedRows,
  listStuckRowIds,
  markImportRows,
  type PlannedRange,
  type PlannedRow,
  type Transaction,
} from '@throughline/database'

/** Planned rows behind the row of a number. They stay as they are while an import is written. */
export interface RowsAhead {
  after: number
  rows: readonly PlannedRow[]
}

export interface TakenRows {
  rows: readonly PlannedRow[]
  /** How far the import is written with all of them. */
  writtenTo: number
}

/** Planned rows in their order, then those that were mended since. Rows that name one that is parked are held back with it. */
export async function takeNextRows(
  transaction: Transaction,
  job: ImportJobRow,
  read: RowsAhead | null,
  { last, limit }: Pick<PlannedRange, 'last' | 'limit'>,
): Promise<TakenRows> {
  for (let { writtenTo } = job; ; ) {
    const range = { after: writtenTo, last, limit }
    const planned = read?.after === writtenTo ? read.rows : await listPlannedRows(transaction, job.id, range)
    const rows = planned.length > 0 ? planned : await listMendedRows(transaction, job.id, limit)
    writtenTo = lastPlanned(planned) ?? writtenTo
    if ((job.counts?.parked ?? 0) === 0) return { rows, writtenTo }
    const stuck = new Set(await listStuckRowIds(transaction, job.id))
    const { free, held } = withoutStuck(rows, stuck)
    await markImportRows(transaction, job.id, numbersOf(held), 'held')
    if (free.length > 0 || held.length === 0) return { rows: free, writtenTo }
  }
}

export function withoutStuck(
  rows: readonly PlannedRow[],
  stuck: Set<string>,
): { free: PlannedRow[]; held: PlannedRow[] } {
  const free: PlannedRow[] = []
  const held: PlannedRow[] = []
  for (const row of rows) {
    const isHeld = row.needs.some((id) => stuck.has(id))
    if (isHeld) stuck.add(row.rowId)
    ;(isHeld ? held : free).push(row)
  }
  return { free, held }
}

export const numbersOf = (rows: readonly PlannedRow[]): number[] => rows.map(({ number }) => number)

export const lastPlanned = (rows: readonly PlannedRow[]): number | undefined =>
  rows.findLast(({ isMended }) => !isMended)?.number
