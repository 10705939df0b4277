/** Of all runs of one activity; `outcome` is that of the last. */
export interface RecomputeProjectResult {
  outcome: 'written' | 'superseded' | 'covered' | 'invalid' | 'gone' | 'paused' | 'cancelled'
  coveredRevision: number
  movedCount: number
  runs: number
  /** Their numbers within the project; null when there was nothing to compute. */
  firstRun: number | null
  lastRun: number | null
}

export function addResult(
  sum: RecomputeProjectResult | undefined,
  one: RecomputeProjectResult,
): RecomputeProjectResult {
  if (!sum) return one
  return {
    outcome: one.outcome,
    coveredRevision: Math.max(sum.coveredRevision, one.coveredRevision),
    movedCount: sum.movedCount + one.movedCount,
    runs: sum.runs + one.runs,
    firstRun: sum.firstRun ?? one.firstRun,
    lastRun: one.lastRun ?? sum.lastRun,
  }
}
