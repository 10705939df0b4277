import type { Plan } from '@throughline/contract'
import { minuteOf } from '@throughline/engine'
import { type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import { wallTimeIn } from '../../../lib/dates.ts'
import type { Chain } from '../gantt/chain.ts'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import { clampZoom, timelineOf, xOf } from '../gantt/scale.ts'
import { edgesOf, headerHeight, rowHeight, type Scene, sceneOf } from '../gantt/scene.ts'
import { workingDaysOf } from '../gantt/working-days.ts'
import { useGanttDrawing } from '../hooks/use-gantt-drawing.ts'
import { useGanttPointer } from '../hooks/use-gantt-pointer.ts'
import type { MovedTasks } from '../hooks/use-moved-tasks.ts'
import { useNow } from '../hooks/use-now.ts'
import type { Edit, EditOutcome } from '../lib/edits.ts'
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
  onDraft: (edit: Edit | null) => void
  onEdit: (outcome: EditOutcome) => void
  onMenu?: (id: string, x: number, y: number) => void
  onOpen?: (id: string) => void
}

const roomBelow = 40

/** The chart; the table beside it says the same in words, so it is hidden from screen readers. */
export function Gantt(props: GanttProps) {
  const { ref, scroller, index, visible, basePlan, zoom, onZoom, activeId, onActivate, moved, ghosts, chain } = props
  const staticCanvas = useRef<HTMLCanvasElement>(null)
  const overlayCanvas = useRef<HTMLCanvasElement>(null)
  const { plan } = index
  const today = minuteOf(wallTimeIn(plan.project.timeZone, useNow(60_000)))
  const scene = useMemo(() => sceneOf(visible, index), [visible, index])
  const range = useTimeline(scene, plan, today, ghosts)
  const scale = useMemo(() => ({ origin: range.from, pixelsPerDay: zoom }), [range.from, zoom])
  const width = Math.ceil(xOf(scale, range.to))

  const labelOf = (id: string): string => {
    if (!props.showsNames) return resourcesText(index, id)
    return index.entryById.get(id)?.task.name ?? ''
  }
  const { calendars, project } = plan
  const worksOn = useMemo(() => workingDaysOf(calendars, project.calendarId), [calendars, project.calendarId])
  const content = { scene, scale, today, worksOn, activeId, selectedIds: props.selectedIds, ghosts, chain, labelOf }
  const drawing = useGanttDrawing(scroller, staticCanvas, overlayCanvas, content, moved)
  const pointer = useGanttPointer({
    scroller,
    scene,
    scale,
    index,
    basePlan,
    mayChange: props.mayChange,
    onHover: drawing.hover,
    onLinking: drawing.linking,
    onActivate,
    onDraft: props.onDraft,
    onEdit: props.onEdit,
    onMenu: props.onMenu,
    onOpen: props.onOpen,
  })
  const zoomAt = useZoom(scroller, scale, onZoom)

  const showX = (x: number, share: number) => {
    const element = scroller.current
    if (element) element.scrollLeft = x - element.clientWidth * share
  }

  useImperativeHandle(ref, () => ({
    zoomTo: (pixelsPerDay) => zoomAt(pixelsPerDay, (scroller.current?.clientWidth ?? 0) / 2),
    showToday: () => showX(xOf(scale, today), 0.35),
    show: (taskIds) => {
      const shown = scene.bars.filter(({ id, start }) => taskIds.has(id) && start !== null)
      const first = shown[0]
      if (!first || !scroller.current) return
      const from = Math.min(...shown.flatMap(({ start }) => start ?? []))
      scroller.current.scrollTop = Math.max(0, (first.row - 2) * rowHeight)
      showX(xOf(scale, from), 0.08)
    },
    fit: () => {
      const element = scroller.current
      if (!element) return
      const days = (range.last - range.first) / 1440 + 4
      const pixelsPerDay = clampZoom(element.clientWidth / Math.max(7, days))
      zoomAt(pixelsPerDay, 0, { minute: range.first - 2 * 1440 })
    },
  }))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first look is ours to choose
  useLayoutEffect(() => {
    const starts = scene.bars.slice(0, 12).flatMap(({ start }) => start ?? [])
    showX(xOf(scale, starts.length > 0 ? Math.min(...starts) : range.first), 0.05)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a bar is brought into sight when its row is chosen, then left
  useEffect(() => {
    const bar = scene.bars[activeId === null ? -1 : (scene.rowOf.get(activeId) ?? -1)]
    const edges = bar && edgesOf(bar, scale)
    const element = scroller.current
    if (!edges || !element) return
    const { scrollLeft, clientWidth } = element
    if (edges.right < scrollLeft + 10 || edges.left > scrollLeft + clientWidth - 10) showX(edges.left, 0.25)
  }, [activeId])

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
        <div className={styles.space} style={{ width, height: headerHeight + visible.length * rowHeight + roomBelow }}>
          <div className={styles.window}>
            <canvas ref={staticCanvas} className={styles.canvas} />
            <canvas ref={overlayCanvas} className={styles.canvas} />
          </div>
        </div>
      </div>
      {pointer.tip && <GanttTooltip tip={pointer.tip} index={index} />}
    </div>
  )
}

/** The time that the chart spans. It grows while a bar is dragged and never shrinks under the reader. */
function useTimeline(scene: Scene, plan: Plan, today: number, ghosts: ReadonlyMap<string, Ghost>) {
  const known = useRef<{ from: number; to: number } | null>(null)
  return useMemo(() => {
    const minutes = scene.bars.flatMap(({ start, finish }) => (start === null ? [] : [start, finish]))
    minutes.push(minuteOf(plan.project.startsAt))
    for (const { start, finish } of ghosts.values()) minutes.push(start, finish)
    const { from, to } = timelineOf(minutes, today)
    const before = known.current
    known.current = { from: Math.min(from, before?.from ?? from), to: Math.max(to, before?.to ?? to) }
    return { ...known.current, first: from + 14 * 1440, last: to - 90 * 1440 }
  }, [scene, plan.project.startsAt, today, ghosts])
}

/** Changes the zoom so that what lies at one place of the screen stays there; Ctrl and the wheel do so, too. */
function useZoom(
  scroller: RefObject<HTMLDivElement | null>,
  scale: { origin: number; pixelsPerDay: number },
  onZoom: (pixelsPerDay: number) => void,
) {
  const anchor = useRef<{ minute: number; offset: number } | null>(null)
  const latest = useRef({ scale, onZoom })
  latest.current = { scale, onZoom }

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !anchor.current) return
    element.scrollLeft = xOf(scale, anchor.current.minute) - anchor.current.offset
    anchor.current = null
  }, [scroller, scale])

  const zoomAt = useRef((pixelsPerDay: number, offset: number, at?: { minute: number }) => {
    const element = scroller.current
    if (!element) return
    const { scale: before, onZoom: zoom } = latest.current
    const minute = at?.minute ?? before.origin + ((element.scrollLeft + offset) / before.pixelsPerDay) * 1440
    anchor.current = { minute, offset }
    if (pixelsPerDay === before.pixelsPerDay) element.scrollLeft = xOf(before, minute) - offset
    else zoom(pixelsPerDay)
  }).current

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const offset = event.clientX - element.getBoundingClientRect().left
      zoomAt(clampZoom(latest.current.scale.pixelsPerDay * Math.exp(-event.deltaY * 0.0022)), offset)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [scroller, zoomAt])
  return zoomAt
}
