import type { Plan } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { useMemo, useRef } from 'react'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import { timelineOf } from '../gantt/scale.ts'
import type { Scene } from '../gantt/scene.ts'

/** The time that the chart spans. It grows with the plan and never shrinks under the reader. */
export function useTimeline(
  scene: Scene,
  { project: { startsAt } }: Plan,
  today: number,
  ghosts: ReadonlyMap<string, Ghost>,
) {
  const known = useRef<{ from: number; to: number } | null>(null)
  return useMemo(() => {
    const { from, to } = timelineOf(minutesOf(scene, minuteOf(startsAt), ghosts), today)
    const before = known.current
    known.current = { from: Math.min(from, before?.from ?? from), to: Math.max(to, before?.to ?? to) }
    return { ...known.current, first: from + 14 * 1440, last: to - 90 * 1440 }
  }, [scene, startsAt, today, ghosts])
}

function* minutesOf({ start, finish }: Scene, projectStart: number, ghosts: ReadonlyMap<string, Ghost>) {
  yield projectStart
  for (let row = 0; row < start.length; row += 1) {
    if (Number.isNaN(start[row])) continue
    yield start[row] as number
    yield finish[row] as number
  }
  for (const ghost of ghosts.values()) {
    yield ghost.start
    yield ghost.finish
  }
}
