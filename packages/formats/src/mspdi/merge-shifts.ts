import type { ShiftSpec } from '@throughline/engine'

/** Shifts in order; those that touch or overlap are one. */
export function mergeShifts(shifts: readonly ShiftSpec[]): readonly ShiftSpec[] {
  const merged: ShiftSpec[] = []
  for (const { from, to } of shifts.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || last.to < from) merged.push({ from, to })
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) }
  }
  return merged
}
