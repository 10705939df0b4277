import type { TaskColumns } from '@throughline/database'
import type { Schedule } from '@throughline/engine'

/** Stands for null; no date and no float is that small. */
const absent = -0x80000000

export const orNull = (value: number): number | null => (value === absent ? null : value)

const dateNames = ['earlyStart', 'earlyFinish', 'lateStart', 'lateFinish', 'totalFloat', 'freeFloat'] as const
const flagNames = ['isSummary', 'isCritical'] as const

/** Computed values as they are stored, one entry a task in the order of the plan. */
export class StoredValues {
  readonly earlyStart: Int32Array
  readonly earlyFinish: Int32Array
  readonly lateStart: Int32Array
  readonly lateFinish: Int32Array
  readonly totalFloat: Int32Array
  readonly freeFloat: Int32Array
  readonly isSummary: Uint8Array
  readonly isCritical: Uint8Array

  constructor(size: number) {
    const numbers = () => new Int32Array(size).fill(absent)
    this.earlyStart = numbers()
    this.earlyFinish = numbers()
    this.lateStart = numbers()
    this.lateFinish = numbers()
    this.totalFloat = numbers()
    this.freeFloat = numbers()
    this.isSummary = new Uint8Array(size)
    this.isCritical = new Uint8Array(size)
  }

  static of(tasks: TaskColumns): StoredValues {
    const values = new StoredValues(tasks.id.length)
    for (const name of dateNames) values[name].set(tasks[name].map((value) => value ?? absent))
    for (const name of flagNames) values[name].set(tasks[name].map(Number))
    return values
  }

  /** Sets a row from that of a load. */
  setFrom(row: number, tasks: TaskColumns, index: number): void {
    for (const name of dateNames) this[name][row] = tasks[name][index] ?? absent
    for (const name of flagNames) this[name][row] = tasks[name][index] ? 1 : 0
  }

  /** Rows of `before` in another order; -1 for a row that it does not have. */
  static reorder(before: StoredValues, rows: readonly number[]): StoredValues {
    const values = new StoredValues(rows.length)
    for (const name of [...dateNames, ...flagNames]) {
      const [to, from] = [values[name], before[name]]
      for (let row = 0; row < rows.length; row += 1) {
        const old = rows[row] as number
        if (old >= 0) to[row] = from[old] as number
      }
    }
    return values
  }

  /** Takes what was computed for stored. */
  setAll({ columns, network }: Schedule): void {
    for (const name of dateNames) this[name].set(columns[name])
    this.isCritical.set(columns.isCritical)
    this.isSummary.set(network.isSummary)
  }

  hasDates({ columns }: Schedule, row: number): boolean {
    return this.earlyStart[row] === columns.earlyStart[row] && this.earlyFinish[row] === columns.earlyFinish[row]
  }

  /** Whether all but the early dates is as computed. */
  hasRest({ columns, network }: Schedule, row: number): boolean {
    return (
      this.lateStart[row] === columns.lateStart[row] &&
      this.lateFinish[row] === columns.lateFinish[row] &&
      this.totalFloat[row] === columns.totalFloat[row] &&
      this.freeFloat[row] === columns.freeFloat[row] &&
      this.isCritical[row] === columns.isCritical[row] &&
      this.isSummary[row] === network.isSummary[row]
    )
  }
}
