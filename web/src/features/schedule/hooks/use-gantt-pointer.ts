import type { Plan, Task } from '@throughline/contract'
import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { Overlay } from '../gantt/draw-overlay.ts'
import { type Hit, hitTest } from '../gantt/hit-test.ts'
import { minuteAt, type Scale } from '../gantt/scale.ts'
import { headerHeight, type Scene } from '../gantt/scene.ts'
import { freeStartOf, moveBar, stretchBar } from '../lib/drag.ts'
import { type Edit, type EditOutcome, linkTasks } from '../lib/edits.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { getPredictor } from '../prediction/predictor.ts'
import type { Drafts } from './use-drafts.ts'
import type { LiveScale } from './use-live-scale.ts'

export interface Tip {
  readonly taskId: string
  /** Place on the page. */
  readonly x: number
  readonly y: number
}

interface GanttPointerOptions {
  scroller: RefObject<HTMLDivElement | null>
  scene: Scene
  live: LiveScale
  index: PlanIndex
  basePlan: Plan
  mayChange: boolean
  onHover: (hit: Hit | null) => void
  onLinking: (linking: Overlay['linking']) => void
  onActivate: (id: string) => void
  drafts: Drafts | null
  onEdit: (outcome: EditOutcome) => void
  onMenu?: ((id: string, x: number, y: number) => void) | undefined
  onOpen?: ((id: string) => void) | undefined
}

type Cursor = 'none' | 'move' | 'moving' | 'stretch' | 'link'
interface Handlers {
  move: (event: globalThis.PointerEvent) => void
  end: () => void
}

/** Finer steps where a day is wide enough to aim at hours. */
const stepOf = (scale: Scale): number => (scale.pixelsPerDay >= 60 ? 60 : 1440)

/** Hovering, and dragging bars (mouse and pen; a finger scrolls and taps). */
export function useGanttPointer(options: GanttPointerOptions) {
  const { scroller, live, index, basePlan, mayChange } = options
  const [tip, setTip] = useState<Tip | null>(null)
  const [cursor, setCursor] = useState<Cursor>('none')
  const dragging = useRef(false)
  const latest = useRef(options)
  latest.current = options

  function placeOf(event: { clientX: number; clientY: number }): { x: number; y: number } | null {
    const element = scroller.current
    if (!element) return null
    const box = element.getBoundingClientRect()
    const y = event.clientY - box.top - headerHeight
    return y < 0 ? null : { x: event.clientX - box.left + element.scrollLeft, y: y + element.scrollTop }
  }

  function hitAt(event: { clientX: number; clientY: number }): Hit | null {
    const place = placeOf(event)
    return place && hitTest(latest.current.scene, live.current(), place.x, place.y)
  }

  function cursorOf(hit: Hit | null): Cursor {
    if (!hit || hit.part === 'row' || !mayChange) return 'none'
    if (hit.part === 'handle') return 'link'
    if (hit.part === 'end') return 'stretch'
    return hit.bar.kind === 'summary' ? 'none' : 'move'
  }

  function move(event: PointerEvent): void {
    if (dragging.current) return
    const hit = hitAt(event)
    const onBar = hit && hit.part !== 'row' ? hit : null
    options.onHover(mayChange ? onBar : onBar && { ...onBar, part: 'body' })
    setCursor(cursorOf(hit))
    setTip(onBar ? { taskId: onBar.bar.id, x: event.clientX, y: event.clientY } : null)
  }

  function leave(): void {
    if (dragging.current) return
    options.onHover(null)
    setTip(null)
    setCursor('none')
  }

  function down(event: PointerEvent): void {
    const hit = hitAt(event)
    if (!hit || event.button !== 0) return
    if (hit.part !== 'handle') options.onActivate(hit.bar.id)
    const task = index.entryById.get(hit.bar.id)?.task
    if (!task || !mayChange || event.pointerType === 'touch' || hit.part === 'row') return
    const handlers = handlersOf(hit, task, event)
    if (!handlers) return
    event.preventDefault()
    follow(event, handlers)
  }

  function menu(event: MouseEvent): void {
    const hit = hitAt(event)
    if (!hit || hit.part === 'row' || !options.onMenu) return
    event.preventDefault()
    leave()
    options.onMenu(hit.bar.id, event.clientX, event.clientY)
  }

  function open(event: MouseEvent): void {
    const hit = hitAt(event)
    if (hit && hit.part !== 'row') options.onOpen?.(hit.bar.id)
  }

  function handlersOf(hit: Hit, task: Task, event: PointerEvent): Handlers | null {
    if (hit.part === 'handle') return linking(task)
    if (hit.bar.kind === 'summary') return null
    const begin = event.clientX
    let free: number | undefined
    let last: globalThis.PointerEvent | null = null
    let edit: Edit | null = null
    const editAt = (moved: globalThis.PointerEvent): EditOutcome => {
      const scale = live.current()
      const place = placeOf(moved)
      const step = stepOf(scale)
      if (hit.part === 'end') return place && stretchBar(basePlan, task, minuteAt(scale, place.x), step)
      if (free === undefined) return null
      return moveBar(basePlan, task, ((moved.clientX - begin) / scale.pixelsPerDay) * 1440, free, step)
    }
    const show = (moved: globalThis.PointerEvent) => {
      const outcome = editAt(moved)
      const next = typeof outcome === 'string' ? null : outcome
      if (next?.summary === edit?.summary && JSON.stringify(next) === JSON.stringify(edit)) return
      edit = next
      options.drafts?.show(edit)
    }
    if (hit.part === 'body') {
      void freeStartOf(getPredictor(), basePlan, task).then((start) => {
        free = start
        if (last && dragging.current) show(last)
      })
    }
    setCursor(hit.part === 'end' ? 'stretch' : 'moving')
    return {
      move(moved) {
        last = moved
        show(moved)
        setTip({ taskId: task.id, x: moved.clientX, y: moved.clientY })
      },
      end() {
        if (!edit) {
          options.drafts?.show(null)
          return
        }
        options.drafts?.settle()
        options.onEdit(edit)
      },
    }
  }

  function linking(task: Task): Handlers {
    let target: Hit | null = null
    setTip(null)
    return {
      move(moved) {
        const place = placeOf(moved)
        target = hitAt(moved)
        if (place) options.onLinking({ fromId: task.id, ...place })
        options.onHover(target && target.part !== 'row' ? target : null)
      },
      end() {
        options.onLinking(null)
        const successor = target && index.entryById.get(target.bar.id)?.task
        if (successor && target?.part !== 'row' && successor.id !== task.id) {
          options.onEdit(linkTasks(index, task, successor))
        }
      },
    }
  }

  function follow(event: PointerEvent, { move: drag, end }: Handlers): void {
    const element = scroller.current
    if (!element) return
    dragging.current = true
    options.onHover(null)
    element.setPointerCapture(event.pointerId)
    const stop = (save: boolean) => {
      dragging.current = false
      element.removeEventListener('pointermove', drag)
      element.removeEventListener('pointerup', finish)
      element.removeEventListener('pointercancel', cancel)
      removeEventListener('keydown', giveUp)
      setTip(null)
      setCursor('none')
      if (save) end()
      else {
        options.drafts?.show(null)
        options.onLinking(null)
      }
    }
    const finish = () => stop(true)
    const cancel = () => stop(false)
    const giveUp = (pressed: KeyboardEvent) => pressed.key === 'Escape' && cancel()
    element.addEventListener('pointermove', drag)
    element.addEventListener('pointerup', finish)
    element.addEventListener('pointercancel', cancel)
    addEventListener('keydown', giveUp)
  }

  return { tip, cursor, down, move, leave, menu, open }
}
