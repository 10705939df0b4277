/** Rows by id that are also found by keys of theirs, so that a rule need not look through all of them. */
export class IndexedRows<Row extends { id: string }> extends Map<string, Row> {
  readonly #keysOf: (row: Row) => readonly string[]
  readonly #ids = new Map<string, Set<string>>()

  constructor(rows: readonly Row[], keysOf: (row: Row) => readonly string[]) {
    super()
    this.#keysOf = keysOf
    for (const row of rows) this.set(row.id, row)
  }

  override set(id: string, row: Row): this {
    const known = this.get(id)
    if (known) for (const key of this.#keysOf(known)) this.#ids.get(key)?.delete(id)
    for (const key of this.#keysOf(row)) {
      const ids = this.#ids.get(key)
      if (ids) ids.add(id)
      else this.#ids.set(key, new Set([id]))
    }
    return super.set(id, row)
  }

  /** Rows with this key, deleted ones too. */
  having(key: string): Row[] {
    return [...(this.#ids.get(key) ?? [])].map((id) => this.get(id) as Row)
  }
}
