import type { CellOutcome } from './run-cell.ts'

/** What came of one cell. */
export interface CellResult {
  id: string
  /** Whether every invariant held after it. */
  held: boolean
  outcome: CellOutcome | null
  /** How long the disturbance lasted, where it does not end by itself. */
  milliseconds: number
  seconds: number
  /** What did not hold. */
  message: string | null
}
