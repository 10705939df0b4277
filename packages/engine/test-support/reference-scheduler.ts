import type { CalendarSpec, Plan, PlanLink, PlanTask } from '../src/index.ts'

/** Early dates by id. */
export type ReferenceDates = Map<string, { start: number; finish: number }>

const DAYS = 120

/**
 * The rules written down as plainly as possible: time is an array with one entry a minute, links
 * of summaries are multiplied out to tasks, and dates are pushed later until nothing moves.
 * Plans start on day 0 and end before day 120. `held` delays one task by working minutes.
 */
export function referenceSchedule(plan: Plan, held?: { id: string; by: number }): ReferenceDates {
  const reference = new Reference(plan)
  const heldAt =
    held === undefined ? undefined : { id: held.id, minute: reference.delayed(referenceSchedule(plan), held) }
  return reference.run(heldAt)
}

class Reference {
  readonly #plan: Plan
  readonly #minutes: Map<string, boolean[]>
  readonly #links: PlanLink[]

  constructor(plan: Plan) {
    this.#plan = plan
    this.#minutes = new Map(plan.calendars.map((spec) => [spec.id, minutesOf(spec)]))
    this.#links = plan.links.flatMap((link) =>
      this.leavesOf(link.successorId).map((successor) => ({ ...link, successorId: successor.id })),
    )
  }

  run(held?: { id: string; minute: number }): ReferenceDates {
    const dates: ReferenceDates = new Map()
    for (const task of this.leaves()) dates.set(task.id, this.#placed(task, this.#plan.start))
    for (let moved = true; moved; ) {
      moved = false
      for (const task of this.leaves()) {
        const placed = this.#placed(task, this.#earliest(task, dates, held), this.#asked(task, dates))
        const before = dates.get(task.id)
        if (placed.start === before?.start && placed.finish === before.finish) continue
        dates.set(task.id, placed)
        moved = true
      }
    }
    return dates
  }

  delayed(dates: ReferenceDates, held: { id: string; by: number }): number {
    const task = this.leaves().find(({ id }) => id === held.id) as PlanTask
    const start = dates.get(held.id)?.start as number
    return this.#settled(task, this.#walk(task, start, held.by))
  }

  leaves(): PlanTask[] {
    return this.#plan.tasks.filter((task) => !this.#plan.tasks.some(({ parentId }) => parentId === task.id))
  }

  leavesOf(id: string): PlanTask[] {
    return this.leaves().filter((task) => this.#lineage(task).some((each) => each.id === id))
  }

  #lineage(task: PlanTask): PlanTask[] {
    const parent = this.#plan.tasks.find(({ id }) => id === task.parentId)
    return parent === undefined ? [task] : [task, ...this.#lineage(parent)]
  }

  #earliest(task: PlanTask, dates: ReferenceDates, held?: { id: string; minute: number }): number {
    const starts = this.#lineage(task).flatMap((each) => each.constraint?.date ?? [])
    if (held?.id === task.id) starts.push(held.minute)
    for (const link of this.#links.filter(({ successorId }) => successorId === task.id)) {
      const ends = this.leavesOf(link.predecessorId).map(({ id }) => dates.get(id) as { start: number; finish: number })
      const from =
        link.type === 'FS' || link.type === 'FF'
          ? Math.max(...ends.map(({ finish }) => finish))
          : Math.min(...ends.map(({ start }) => start))
      const bound = this.#walk(task, from, link.lagMinutes)
      if (link.type === 'FS' || link.type === 'SS') starts.push(bound)
      else starts.push(this.#plan.start, this.#walk(task, bound, -task.durationMinutes))
    }
    if (starts.length === 0) starts.push(this.#plan.start)
    return Math.max(...starts.map((minute) => this.#settled(task, minute)))
  }

  /** A finish that a link from a start asks for stays at the start of a period. */
  #placed(task: PlanTask, from: number, asked = Number.NEGATIVE_INFINITY): { start: number; finish: number } {
    const start = this.#settled(task, from)
    const finish = this.#walk(task, start, task.durationMinutes)
    const isNextStart = asked > finish && task.durationMinutes > 0 && this.#nextStart(task, finish) === asked
    return { start, finish: isNextStart ? asked : finish }
  }

  #asked(task: PlanTask, dates: ReferenceDates): number {
    const bounds = this.#links
      .filter(({ successorId, type }) => successorId === task.id && type === 'SF')
      .map(({ predecessorId, lagMinutes }) => {
        const starts = this.leavesOf(predecessorId).map(({ id }) => dates.get(id)?.start as number)
        return this.#walk(task, Math.min(...starts), lagMinutes)
      })
    return Math.max(...bounds)
  }

  #settled(task: PlanTask, minute: number): number {
    const endsHere = task.durationMinutes === 0 && this.#works(task, minute - 1)
    return endsHere ? minute : this.#nextStart(task, minute)
  }

  #nextStart(task: PlanTask, minute: number): number {
    let at = minute
    while (!this.#works(task, at)) at += 1
    return at
  }

  /** Steps minute by minute until so many of them were worked. */
  #walk(task: PlanTask, from: number, minutes: number): number {
    let at = from
    let left = Math.abs(minutes)
    while (left > 0) {
      if (this.#works(task, minutes > 0 ? at : at - 1)) left -= 1
      at += Math.sign(minutes)
    }
    return at
  }

  #works(task: PlanTask, minute: number): boolean {
    const minutes = this.#minutes.get(task.calendarId ?? this.#plan.calendarId) as boolean[]
    const index = minute + (DAYS / 2) * 1440
    if (index < 0 || index >= minutes.length) throw new Error(`minute ${minute} lies outside the reference`)
    return minutes[index] as boolean
  }
}

const cache = new WeakMap<CalendarSpec, boolean[]>()

function minutesOf(spec: CalendarSpec): boolean[] {
  const known = cache.get(spec)
  if (known !== undefined) return known
  const minutes = Array.from({ length: DAYS }, (_, index) => {
    const date = new Date((index - DAYS / 2) * 86_400_000)
    const day = date.toISOString().slice(0, 10)
    const exception = spec.exceptions.findLast(({ from, to }) => from <= day && day <= to)
    const shifts = exception?.shifts ?? spec.week[(date.getUTCDay() + 6) % 7] ?? []
    return Array.from({ length: 1440 }, (_, minute) => shifts.some(({ from, to }) => from <= minute && minute < to))
  }).flat()
  cache.set(spec, minutes)
  return minutes
}
