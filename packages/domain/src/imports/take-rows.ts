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

/**
 * Rows in their order, as far as that goes: those that were mended behind what is written come first, since planned ones may
 * name them; planned ones come before others that were mended, since these were all that could name those. Rows that name
 * one that is parked are held back with it.
 */
export async function takeNextRows(
  transaction: Transaction,
  job: ImportJobRow,
  read: RowsAhead | null,
  { last, limit }: Pick<PlannedRange, 'last' | 'limit'>,
): Promise<TakenRows> {
  for (let { writtenTo } = job; ; ) {
    const range = { after: writtenTo, last, limit }
    const planned = () => (read?.after === writtenTo ? read.rows : listPlannedRows(transaction, job.id, range))
    const rows = await firstOf(
      () => listMendedRows(transaction, job.id, writtenTo, limit),
      planned,
      () => listMendedRows(transaction, job.id, last, limit),
    )
    writtenTo = lastPlanned(rows) ?? writtenTo
    if ((job.counts?.parked ?? 0) === 0) return { rows, writtenTo }
    const stuck = new Set(await listStuckRowIds(transaction, job.id))
    const { free, held } = withoutStuck(rows, stuck)
    await markImportRows(transaction, job.id, numbersOf(held), 'held')
    if (free.length > 0 || held.length === 0) return { rows: free, writtenTo }
  }
}

async function firstOf(
  ...lists: readonly (() => Promise<PlannedRow[]> | readonly PlannedRow[])[]
): Promise<readonly PlannedRow[]> {
  for (const list of lists) {
    const rows = await list()
    if (rows.length > 0) return rows
  }
  return []
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
