/** A row as JSON, with what its place among others takes. */
export interface RowText {
  readonly id: string
  readonly text: string
}

interface Chunk<Row extends RowText> {
  readonly rows: readonly Row[]
  readonly bytes: Buffer
}

const chunkRows = 256

/**
 * The rows of one table as the inside of a JSON array, in chunks that stay the same objects while their rows do: what
 * was made of a chunk before, such as its compressed form, still holds.
 */
export class TableText<Row extends RowText> {
  readonly rows: readonly Row[]
  private readonly chunks: readonly Chunk<Row>[]

  constructor(rows: readonly Row[] = [], former?: TableText<Row>) {
    this.rows = rows
    const chunks: Chunk<Row>[] = []
    for (let first = 0; first < rows.length; first += chunkRows) {
      const own = rows.slice(first, first + chunkRows)
      const same = former?.chunks[chunks.length]
      chunks.push(same && isSame(same.rows, own) ? same : { rows: own, bytes: bytesOf(own, first > 0) })
    }
    this.chunks = chunks
  }

  get parts(): Buffer[] {
    return this.chunks.map(({ bytes }) => bytes)
  }

  /** The table with rows that were written and without those that are gone; new ones come last. */
  with(
    written: readonly Row[],
    gone: readonly string[],
    order?: (rows: readonly Row[]) => readonly Row[],
  ): TableText<Row> {
    if (written.length === 0 && gone.length === 0) return this
    const fresh = new Map(written.map((row) => [row.id, row]))
    const without = new Set(gone)
    const rows: Row[] = []
    for (const row of this.rows) {
      if (without.has(row.id)) continue
      rows.push(fresh.get(row.id) ?? row)
      fresh.delete(row.id)
    }
    rows.push(...fresh.values())
    return new TableText(order ? order(rows) : rows, this)
  }
}

const isSame = (some: readonly RowText[], others: readonly RowText[]): boolean =>
  some.length === others.length && some.every((row, index) => row === others[index])

const bytesOf = (rows: readonly RowText[], follows: boolean): Buffer =>
  Buffer.from((follows ? ',' : '') + rows.map(({ text }) => text).join(','))
