import type { DateDriver } from '@throughline/contract'
import { type Schedule, textOf } from '@throughline/engine'
import type { Ends, Move } from './movement.ts'

/** How one schedule differs from another in the dates of its tasks. `before` null: there was none. */
export function movesBetween(before: Schedule | null, after: Schedule): Move[] {
  const moves: Move[] = []
  for (const [row, { id }] of after.network.plan.tasks.entries()) {
    const was = before?.network.indexById.get(id)
    const [old, now] = [was === undefined ? null : datesAt(before as Schedule, was), datesAt(after, row)]
    if (old?.start === now.start && old.finish === now.finish) continue
    moves.push({
      taskId: id,
      before: old === null ? { start: null, finish: null } : { start: textOf(old.start), finish: textOf(old.finish) },
      after: { start: textOf(now.start), finish: textOf(now.finish) },
      driver: driversAt(after, row),
      former: was === undefined ? { start: null, finish: null } : driversAt(before as Schedule, was),
    })
  }
  return moves
}

const datesAt = ({ columns }: Schedule, row: number): Ends<number> => ({
  start: columns.earlyStart[row] as number,
  finish: columns.earlyFinish[row] as number,
})

function driversAt(schedule: Schedule, row: number): Ends<DateDriver | null> {
  const { start, finish } = schedule.explainAt(row)
  return { start: start[0] ?? null, finish: finish[0] ?? null }
}
