import type { ConstraintType, Task } from '@throughline/contract'
import { type Minute, minuteOf } from '@throughline/engine'
import type { OutlineEntry } from '../lib/outline.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import type { Dates } from '../prediction/predictor.ts'
import { type Arrows, arrowsOf } from './arrows.ts'
import { type Scale, xOf } from './scale.ts'

export const rowHeight = 32
export const headerHeight = 48

export type BarKind = 'task' | 'summary' | 'milestone'

/** What one row of the chart shows; `start` is null before dates are known. */
export interface Bar {
  readonly id: string
  readonly row: number
  readonly kind: BarKind
  readonly start: Minute | null
  readonly finish: Minute
  readonly isCritical: boolean
  readonly percentComplete: number
}

const kinds: readonly BarKind[] = ['task', 'summary', 'milestone']
const TASK = 0
const SUMMARY = 1
const MILESTONE = 2

/** What most rows have not. */
export interface Extras {
  readonly deadline: Minute | null
  readonly constraint: { readonly type: ConstraintType; readonly at: Minute } | null
  readonly splits: Task['splits']
  readonly calendarId: string | null
  readonly isElapsed: boolean
  readonly isActive: boolean
  readonly isManual: boolean
}

/** The visible rows by columns, so that thousands of them are moved at once: a drag makes new dates, the rest stays. */
export interface Scene {
  readonly count: number
  readonly ids: readonly string[]
  readonly rowOf: ReadonlyMap<string, number>
  /** Where the task of a row stands in the plan. */
  readonly taskAt: Int32Array
  readonly kind: Uint8Array
  readonly done: Uint8Array
  /** NaN before dates are known. */
  readonly start: Float64Array
  readonly finish: Float64Array
  /** Where the float ends; NaN where there is none to be shown. */
  readonly lateFinish: Float64Array
  readonly isCritical: Uint8Array
  readonly extras: ReadonlyMap<number, Extras>
  readonly arrows: Arrows
}

const minutes = new Map<string, Minute>()

/** Plans name the same days many times over. */
function knownMinuteOf(text: string): Minute {
  let minute = minutes.get(text)
  if (minute === undefined) {
    if (minutes.size > 50_000) minutes.clear()
    minute = minuteOf(text)
    minutes.set(text, minute)
  }
  return minute
}

const minuteOrNaN = (text: string | null): number => (text === null ? Number.NaN : knownMinuteOf(text))

function extrasOf(task: Task): Extras | null {
  const { constraintType: type, constraintAt, deadline, splits, calendarId, isElapsed, isActive, isManual } = task
  if (deadline === null && constraintAt === null && splits.length === 0 && isActive && !isManual) return null
  return {
    deadline: deadline === null ? null : minuteOf(deadline),
    constraint: constraintAt === null ? null : { type, at: minuteOf(constraintAt) },
    ...{ splits, calendarId, isElapsed, isActive, isManual },
  }
}

/** Bars of the visible rows, and the links between them. */
export function sceneOf(visible: readonly OutlineEntry[], { plan }: PlanIndex): Scene {
  const count = visible.length
  const placeOf = new Map(plan.tasks.map(({ id }, at) => [id, at]))
  const ids = visible.map(({ task }) => task.id)
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const scene = {
    ...{ count, ids, rowOf },
    taskAt: new Int32Array(count),
    kind: new Uint8Array(count),
    done: new Uint8Array(count),
    start: new Float64Array(count),
    finish: new Float64Array(count),
    lateFinish: new Float64Array(count),
    isCritical: new Uint8Array(count),
    extras: new Map<number, Extras>(),
    arrows: arrowsOf(plan.links, rowOf, count),
  }
  for (const [row, { task, hasChildren }] of visible.entries()) {
    const isPoint = task.kind === 'milestone' || task.durationMinutes === 0
    scene.taskAt[row] = placeOf.get(task.id) ?? -1
    scene.kind[row] = hasChildren ? SUMMARY : isPoint ? MILESTONE : TASK
    scene.done[row] = task.percentComplete
    scene.start[row] = minuteOrNaN(task.earlyStart)
    scene.finish[row] = minuteOrNaN(task.earlyFinish)
    scene.lateFinish[row] = (task.totalFloatMinutes ?? 0) > 0 ? minuteOrNaN(task.lateFinish) : Number.NaN
    scene.isCritical[row] = task.isCritical ? 1 : 0
    const extras = extrasOf(task)
    if (extras) scene.extras.set(row, extras)
  }
  return scene
}

/** The scene with other dates; rows that these do not know stay where they are. */
export function sceneAt(scene: Scene, dates: Dates | null): Scene {
  if (!dates) return scene
  const { ids, taskAt, count } = scene
  const start = scene.start.slice()
  const finish = scene.finish.slice()
  const lateFinish = scene.lateFinish.slice()
  const isCritical = scene.isCritical.slice()
  for (let row = 0; row < count; row += 1) {
    const at = taskAt[row] as number
    if (dates.tasks[at]?.id !== ids[row]) continue
    start[row] = dates.earlyStart[at] as number
    finish[row] = dates.earlyFinish[at] as number
    lateFinish[row] = (dates.totalFloat[at] as number) > 0 ? (dates.lateFinish[at] as number) : Number.NaN
    isCritical[row] = dates.isCritical[at] as number
  }
  return { ...scene, start, finish, lateFinish, isCritical }
}

export function barAt(scene: Scene, row: number): Bar | undefined {
  const id = scene.ids[row]
  if (id === undefined) return undefined
  const start = scene.start[row] as number
  return {
    id,
    row,
    kind: kinds[scene.kind[row] as number] ?? 'task',
    start: Number.isNaN(start) ? null : start,
    finish: scene.finish[row] as number,
    isCritical: scene.isCritical[row] === 1,
    percentComplete: scene.done[row] as number,
  }
}

export function barOf(scene: Scene, id: string | null): Bar | undefined {
  const row = id === null ? undefined : scene.rowOf.get(id)
  return row === undefined ? undefined : barAt(scene, row)
}

/** Left and right edge of a bar, in pixels of the chart; a milestone is a point. */
export function edgesOf(bar: Bar, scale: Scale): { left: number; right: number } | null {
  if (bar.start === null) return null
  const left = xOf(scale, bar.start)
  return { left, right: bar.kind === 'milestone' ? left : Math.max(left + 2, xOf(scale, bar.finish)) }
}

/** The rows that lie between two heights of the chart, below its header. */
export function rowsBetween(top: number, bottom: number, count: number): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor(top / rowHeight)),
    last: Math.min(count - 1, Math.ceil(bottom / rowHeight)),
  }
}
