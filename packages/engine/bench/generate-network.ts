import { dayOf, textOfDay } from '../src/index.ts'
import { createRandom, type Random } from '../src/leveling/random.ts'
import type { CalendarJson, DependencyJson, LinkKind, NetworkJson, TaskJson } from './network-json.ts'
import { between, weighted } from './random-choices.ts'

/**
 * `everything`: several calendars, constraints, deadlines, all link kinds, lags and leads.
 * `common`: what every scheduler means the same by, with estimates: one calendar, no lag, no milestones.
 */
export type NetworkKind = 'everything' | 'common'

export interface NetworkShape {
  readonly kind: NetworkKind
  readonly tasks: number
  readonly links: number
  readonly seed: number
}

const START = '2026-01-05'
const KINDS: Readonly<Record<NetworkKind, readonly (readonly [LinkKind, number])[]>> = {
  everything: [
    ['FS', 70],
    ['SS', 13],
    ['FF', 13],
    ['SF', 4],
  ],
  common: [
    ['FS', 80],
    ['SS', 10],
    ['FF', 10],
  ],
}
/** Predecessors lie up to this share of all tasks before their successor, so that plans of any size take a few years. */
const REACH = 1 / 12

/** The same shape gives the same network; no two links join the same two tasks. */
export function generateNetwork(shape: NetworkShape): NetworkJson {
  const random = createRandom(shape.seed)
  const durations = Array.from({ length: shape.tasks }, () => durationOf(shape.kind, random))
  const dependencies = withoutEarlyFinishes(linksOf(shape, random), durations)
  const tasks =
    shape.kind === 'common'
      ? durations.map((duration, index) => estimatedTask(index, duration, random))
      : constrainedTasks(durations, dependencies, random)
  const holidays = holidaysOf(random)
  return {
    schema: 'network/1',
    start: START,
    calendar: { working_weekdays: [1, 2, 3, 4, 5], exceptions: holidays },
    ...(shape.kind === 'everything' ? { calendars: calendarsOf(holidays) } : {}),
    tasks,
    dependencies,
  }
}

function linksOf({ kind, tasks, links, seed }: NetworkShape, random: Random): DependencyJson[] {
  const reach = Math.max(2, Math.floor(tasks * REACH))
  const seen = new Set<number>()
  const found: DependencyJson[] = []
  for (let tries = 0; found.length < links && tries < links * 20; tries += 1) {
    // First a predecessor for every task, then more of them anywhere.
    const to = tries < tasks - 1 ? tries + 1 : between(random, 1, tasks - 1)
    const from = Math.max(0, to - between(random, 1, reach))
    const key = from * tasks + to
    if (from === to || seen.has(key)) continue
    seen.add(key)
    const lag = kind === 'everything' && random() < 0.2 ? between(random, -2, 5) : 0
    found.push({ from: `T${from}`, to: `T${to}`, type: weighted(random, KINDS[kind]), lag })
  }
  if (found.length < links) throw new RangeError(`${tasks} tasks cannot have ${links} links (seed ${seed})`)
  return found
}

/** Links by which a task would have to begin before the project, on which schedulers differ, become FS. */
function withoutEarlyFinishes(links: readonly DependencyJson[], durations: readonly number[]): DependencyJson[] {
  const starts = roughStarts(durations, links)
  return links.map((link) => {
    const ready = (starts[Number(link.from.slice(1))] ?? 0) + link.lag
    return link.type === 'SF' && ready < (durations[Number(link.to.slice(1))] ?? 0) * 2 ? { ...link, type: 'FS' } : link
  })
}

function durationOf(kind: NetworkKind, random: Random): number {
  const isMilestone = kind === 'everything' && random() < 0.05
  return isMilestone ? 0 : between(random, 1, 15)
}

/**
 * Estimates of which both usual readings of PERT (variance (p - o)² / 36, or that of the modified
 * distribution with λ = 4) are the same to within a hundredth, which they are where the most likely
 * duration is at 1/7 of the range. Nothing is shorter than the plan says: some peers allow no less.
 */
function estimatedTask(index: number, duration: number, random: Random): TaskJson {
  const step = between(random, 1, 3)
  return { id: `T${index}`, duration, o: duration, m: duration + step, p: duration + 7 * step }
}

function constrainedTasks(durations: readonly number[], links: readonly DependencyJson[], random: Random): TaskJson[] {
  const starts = roughStarts(durations, links)
  return durations.map((duration, index) => {
    const calendar = weighted(random, [
      [null, 80],
      ['six-days', 10],
      ['every-day', 6],
      ['four-days', 4],
    ] as const)
    return {
      id: `T${index}`,
      duration,
      ...(calendar === null ? {} : { calendar }),
      ...limitOf(starts[index] ?? 0, duration, random),
    }
  })
}

/** A constraint or deadline for some tasks, near to where the task lies anyway. */
function limitOf(start: number, duration: number, random: Random): Partial<TaskJson> {
  const limit = weighted(random, [
    [null, 90],
    ['snet', 5],
    ['FNET', 1],
    ['SNLT', 1],
    ['FNLT', 1],
    ['deadline', 2],
  ] as const)
  if (limit === null) return {}
  const isStart = limit === 'snet' || limit === 'SNLT'
  const workingDay = Math.max(0, start + (isStart ? 0 : duration) + between(random, -10, 30))
  // Mondays to Thursdays are worked in every calendar, holidays apart.
  const day = textOfDay(dayOf(START) + Math.floor(workingDay / 5) * 7 + (workingDay % 4))
  if (limit === 'snet' || limit === 'deadline') return { [limit]: day }
  return { constraint: limit, constraint_date: day }
}

/** Early starts in working days, all links taken for finish to start. */
function roughStarts(durations: readonly number[], links: readonly DependencyJson[]): Int32Array {
  const starts = new Int32Array(durations.length)
  const bySuccessor = [...links].sort((a, b) => Number(a.to.slice(1)) - Number(b.to.slice(1)))
  for (const { from, to, type } of bySuccessor) {
    const before = Number(from.slice(1))
    const after = Number(to.slice(1))
    const ready = (starts[before] ?? 0) + (type === 'FS' ? (durations[before] ?? 0) : 0)
    starts[after] = Math.max(starts[after] ?? 0, ready)
  }
  return starts
}

function calendarsOf(holidays: CalendarJson['exceptions']): Record<string, CalendarJson> {
  return {
    'six-days': { working_weekdays: [1, 2, 3, 4, 5, 6], exceptions: holidays },
    'four-days': { working_weekdays: [1, 2, 3, 4], exceptions: holidays },
    'every-day': { working_weekdays: [1, 2, 3, 4, 5, 6, 7], exceptions: [] },
  }
}

/** Some days off in each of ten years. */
function holidaysOf(random: Random): [string, string][] {
  return Array.from({ length: 10 }, (_, year) => 2026 + year).flatMap((year) => {
    const summer = dayOf(`${year}-07-01`) + between(random, 0, 30)
    const single = Array.from({ length: 8 }, (_, month) => dayOf(`${year}-0${month + 1}-01`) + between(random, 0, 27))
    return [
      ...single.map((day): [string, string] => [textOfDay(day), textOfDay(day)]),
      [textOfDay(summer), textOfDay(summer + 4)] as [string, string],
      [`${year}-12-24`, `${year}-12-31`] as [string, string],
    ]
  })
}
