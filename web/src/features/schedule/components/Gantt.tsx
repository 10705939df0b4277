import type { Plan, Task } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { type RefObject, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import { wallTimeIn } from '../../../lib/dates.ts'
import { workingTimeOf } from '../../../lib/working-time.ts'
import type { Chain } from '../gantt/chain.ts'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import { clampZoom, xOf } from '../gantt/scale.ts'
import { barOf, edgesOf, headerHeight, rowHeight, sceneOf } from '../gantt/scene.ts'
import { timesOffOf } from '../gantt/working-days.ts'
import type { Drafts } from '../hooks/use-drafts.ts'
import { useGanttDrawing } from '../hooks/use-gantt-drawing.ts'
import { useGanttPointer } from '../hooks/use-gantt-pointer.ts'
import { useLayers } from '../hooks/use-layers.ts'
import { useLiveScale, widthAt } from '../hooks/use-live-scale.ts'
import type { MovedTasks } from '../hooks/use-moved-tasks.ts'
import { useNow } from '../hooks/use-now.ts'
import { useTimeline } from '../hooks/use-timeline.ts'
import { useZoomGestures } from '../hooks/use-zoom-gestures.ts'
import type { EditOutcome } from '../lib/edits.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { type PlanIndex, resourcesText } from '../lib/plan-index.ts'
import styles from './Gantt.module.css'
import { GanttTooltip } from './GanttTooltip.tsx'

export interface GanttHandle {
  zoomTo(pixelsPerDay: number): void
  showToday(): void
  fit(): void
  /** Brings the bars of some tasks into sight. */
  show(taskIds: ReadonlySet<string>): void
}

export interface GanttProps {
  ref: RefObject<GanttHandle | null>
  scroller: RefObject<HTMLDivElement | null>
  index: PlanIndex
  visible: readonly OutlineEntry[]
  /** The plan without what is being dragged. */
  basePlan: Plan
  zoom: number
  onZoom: (pixelsPerDay: number) => void
  activeId: string | null
  /** Where several rows are selected. */
  selectedIds?: ReadonlySet<string> | undefined
  onActivate: (id: string) => void
  moved: MovedTasks
  ghosts: ReadonlyMap<string, Ghost>
  chain: Chain | null
  mayChange: boolean
  /** Names beside the bars, where no table does it. */
  showsNames: boolean
  /** What edits would come to while they are made; null where none are. */
  drafts: Drafts | null
  onEdit: (outcome: EditOutcome) => void
  onMenu?: (id: string, x: number, y: number) => void
  onOpen?: (id: string) => void
}

const roomBelow = 40

/** The chart; the table beside it says the same in words, so it is hidden from screen readers. */
export function Gantt(props: GanttProps) {
  const { ref, scroller, index, visible, basePlan, zoom, onZoom, activeId, moved, ghosts, chain, drafts } = props
  const staticCanvas = useRef<HTMLCanvasElement>(null)
  const overlayCanvas = useRef<HTMLCanvasElement>(null)
  const space = useRef<HTMLDivElement>(null)
  const redraw = useRef<() => void>(() => undefined)
  const { plan } = index
  const today = minuteOf(wallTimeIn(plan.project.timeZone, useNow(60_000)))
  const scene = useMemo(() => sceneOf(visible, index), [visible, index])
  const range = useTimeline(scene, plan, today, ghosts)
  const live = useLiveScale({ scroller, space, from: range.from, to: range.to, zoom, onZoom, redraw })
  const content = {
    ...usePlanTimes(plan),
    scene,
    today,
    activeId,
    selectedIds: props.selectedIds,
    ghosts,
    chain,
    labelOf,
  }
  const draft = drafts?.dates ?? null
  const drawing = useGanttDrawing({ scroller, staticCanvas, overlayCanvas, content, live, redraw, draft, moved })
  const pointer = useGanttPointer({
    ...{ scroller, scene, live, index, basePlan, drafts },
    mayChange: props.mayChange,
    onHover: drawing.hover,
    onLinking: drawing.linking,
    onActivate: props.onActivate,
    onEdit: props.onEdit,
    onMenu: props.onMenu,
    onOpen: props.onOpen,
  })

  function labelOf(id: string): string {
    if (!props.showsNames) return resourcesText(index, id)
    return index.entryById.get(id)?.task.name ?? ''
  }

  const showX = (x: number, share: number) => {
    const element = scroller.current
    if (element) element.scrollLeft = x - element.clientWidth * share
  }
  const { first, last } = range
  const fit = useCallback(() => {
    const element = scroller.current
    const days = (last - first) / 1440 + 4
    if (element) live.zoomAt(clampZoom(element.clientWidth / Math.max(7, days)), 0, first - 2 * 1440)
  }, [scroller, live, first, last])
  useZoomGestures(scroller, live, fit)

  useImperativeHandle(ref, () => ({
    zoomTo: (pixelsPerDay) => live.zoomAt(pixelsPerDay, (scroller.current?.clientWidth ?? 0) / 2),
    showToday: () => showX(xOf(live.current(), today), 0.35),
    show: (taskIds) => {
      const shown = [...taskIds].flatMap((id) => barOf(scene, id) ?? []).filter(({ start }) => start !== null)
      if (shown.length === 0 || !scroller.current) return
      const from = Math.min(...shown.flatMap(({ start }) => start ?? []))
      scroller.current.scrollTop = Math.max(0, (Math.min(...shown.map(({ row }) => row)) - 2) * rowHeight)
      showX(xOf(live.current(), from), 0.08)
    },
    fit,
  }))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first look is ours to choose
  useLayoutEffect(() => {
    const starts = [...scene.start.subarray(0, 12)].filter((start) => !Number.isNaN(start))
    showX(xOf(live.current(), starts.length > 0 ? Math.min(...starts) : range.first), 0.05)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a bar is brought into sight when its row is chosen, then left
  useEffect(() => {
    const bar = barOf(scene, activeId)
    const edges = bar && edgesOf(bar, live.current())
    const element = scroller.current
    if (!edges || !element) return
    const { scrollLeft, clientWidth } = element
    if (edges.right < scrollLeft + 10 || edges.left > scrollLeft + clientWidth - 10) showX(edges.left, 0.25)
  }, [activeId])

  const height = headerHeight + visible.length * rowHeight + roomBelow
  return (
    <div className={styles.gantt} aria-hidden="true">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the table has the same for the keyboard */}
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={-1}
        data-cursor={pointer.cursor}
        onPointerDown={pointer.down}
        onPointerMove={pointer.move}
        onPointerLeave={pointer.leave}
        onContextMenu={pointer.menu}
        onDoubleClick={pointer.open}
      >
        <div ref={space} className={styles.space} style={{ width: widthAt(live.current(), range.to), height }}>
          <div className={styles.window}>
            <canvas ref={staticCanvas} className={styles.canvas} />
            <canvas ref={overlayCanvas} className={styles.canvas} />
          </div>
        </div>
      </div>
      {pointer.tip && <GanttTooltip tip={pointer.tip} index={index} draft={draft} />}
    </div>
  )
}

/** What the chart asks of the project: its calendars, its status date, and what of it is shown. */
function usePlanTimes({ calendars, project }: Plan) {
  const [layers] = useLayers(project.id)
  const { calendarId } = project
  const timesOff = useMemo(() => timesOffOf(calendars, calendarId), [calendars, calendarId])
  const timeOf = useCallback(
    (id: Task['calendarId']) => workingTimeOf(calendars, id ?? calendarId),
    [calendars, calendarId],
  )
  const statusDate = project.statusDate === null ? null : minuteOf(project.statusDate)
  return { layers, timesOff, timeOf, statusDate }
}
