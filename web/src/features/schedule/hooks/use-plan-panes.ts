import type { Plan } from '@throughline/contract'
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useIsNarrow } from '../../../lib/use-media.ts'
import type { GanttHandle } from '../components/Gantt.tsx'
import { zoomLevels } from '../gantt/scale.ts'
import type { ActiveCell } from '../lib/keyboard.ts'
import { type OutlineEntry, outlineOf, visibleEntries } from '../lib/outline.ts'
import { indexPlan, type PlanIndex } from '../lib/plan-index.ts'
import { useScrollPair } from './use-scroll-pair.ts'
import { useStoredNumber } from './use-stored.ts'

interface PanesOptions {
  /** Where the width of the table is kept for the next visit, and its pixels until then. */
  split: { key: string; initial: number }
  /** What a screen shows that is too narrow for both. */
  pane: 'table' | 'chart'
  startsAtTask?: string | undefined
  startsAtZoom?: number | undefined
  /** Which rows are shown, in which order; left out, all in the order of the plan. */
  arrangeRows?: (index: PlanIndex, collapsed: ReadonlySet<string>) => readonly OutlineEntry[]
}

/** A plan as it lies before the reader: which rows are open, which cell is chosen, how wide and how near. */
export interface PlanPanesState {
  readonly index: PlanIndex
  readonly visible: readonly OutlineEntry[]
  readonly collapsed: ReadonlySet<string>
  readonly active: ActiveCell | null
  readonly isNarrow: boolean
  readonly shows: 'table' | 'chart' | 'both'
  readonly split: number
  readonly zoom: number
  readonly table: RefObject<HTMLDivElement | null>
  readonly chart: RefObject<HTMLDivElement | null>
  readonly gantt: RefObject<GanttHandle | null>
  fold(id: string, folded: boolean): void
  unfoldAll(): void
  setActive(cell: ActiveCell | null): void
  /** Chooses a task, in the column that is chosen already. */
  activate(id: string): void
  setSplit(width: number): void
  setZoom(pixelsPerDay: number): void
}

export function usePlanPanes(plan: Plan, options: PanesOptions): PlanPanesState {
  const { split: kept, pane, startsAtTask, startsAtZoom, arrangeRows } = options
  const isNarrow = useIsNarrow()
  const shows = isNarrow ? pane : 'both'
  const [split, setSplit] = useStoredNumber(kept.key, kept.initial)
  const [storedZoom, storeZoom] = useStoredNumber(`throughline-zoom/${plan.project.id}`, zoomLevels.week)
  const [addressedZoom, setAddressedZoom] = useState(startsAtZoom)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<ActiveCell | null>(startsAtTask ? { id: startsAtTask, column: 'name' } : null)
  const table = useRef<HTMLDivElement>(null)
  const chart = useRef<HTMLDivElement>(null)
  const gantt = useRef<GanttHandle>(null)
  const entries = useMemo(() => outlineOf(plan.tasks), [plan.tasks])
  const index = useMemo(() => indexPlan(plan, entries), [plan, entries])
  const visible = useMemo(
    () => arrangeRows?.(index, collapsed) ?? visibleEntries(index.entries, collapsed),
    [index, collapsed, arrangeRows],
  )
  const zoom = addressedZoom ?? storedZoom
  const setZoom = useCallback(
    (pixelsPerDay: number) => {
      setAddressedZoom(undefined)
      storeZoom(pixelsPerDay)
    },
    [storeZoom],
  )
  useScrollPair(table, chart, shows)

  const fold = useCallback((id: string, folded: boolean) => {
    setCollapsed((known) => {
      const next = new Set(known)
      if (folded) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])

  return {
    ...{ index, visible, collapsed, active, isNarrow, shows, split, zoom, table, chart, gantt },
    ...{ fold, setActive, setSplit, setZoom },
    unfoldAll: () => setCollapsed(new Set()),
    activate: (id) => setActive({ id, column: active?.column ?? 'name' }),
  }
}
