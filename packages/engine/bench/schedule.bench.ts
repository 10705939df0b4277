// node --import tsx packages/engine/bench/schedule.bench.ts
import { type CalendarSpec, minuteOf, type Plan, type PlanLink, type PlanTask, schedule } from '../src/index.ts'

const SHIFTS = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const CALENDAR: CalendarSpec = {
  id: 'standard',
  week: [SHIFTS, SHIFTS, SHIFTS, SHIFTS, SHIFTS, [], []],
  exceptions: [{ from: '2026-12-24', to: '2027-01-02', shifts: [] }],
}
const TYPES = ['FS', 'FS', 'FS', 'SS', 'FF', 'SF'] as const

type Network = 'chain' | 'random'

/** Chains of 50 tasks, or each task linked to up to three earlier ones; every 20th task is a summary. */
function benchPlan(network: Network, size: number): Plan {
  const random = seededRandom(size)
  const tasks: PlanTask[] = []
  const links: PlanLink[] = []
  for (let index = 0; index < size; index += 1) {
    const isSummary = index % 20 === 0
    tasks.push({
      id: `t${index}`,
      parentId: isSummary ? null : `t${index - (index % 20)}`,
      kind: 'task',
      durationMinutes: 60 + Math.floor(random() * 2400),
      calendarId: null,
      startNoEarlierThan: null,
    })
    if (isSummary) continue
    for (const predecessor of predecessors(network, index, random)) {
      if (predecessor % 20 === 0) continue
      links.push({
        id: `l${links.length}`,
        predecessorId: `t${predecessor}`,
        successorId: `t${index}`,
        type: network === 'chain' ? 'FS' : (TYPES[Math.floor(random() * TYPES.length)] ?? 'FS'),
        lagMinutes: random() < 0.2 ? 480 : 0,
      })
    }
  }
  return { start: minuteOf('2026-03-02T08:00'), calendarId: CALENDAR.id, calendars: [CALENDAR], tasks, links }
}

function predecessors(network: Network, index: number, random: () => number): number[] {
  if (network === 'chain') return index % 50 === 0 ? [] : [index - 1]
  return [1, 2, 3]
    .filter(() => random() < 0.6)
    .map((step) => Math.max(0, index - step * (1 + Math.floor(random() * 40))))
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function medianMilliseconds(plan: Plan, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now()
    schedule(plan)
    return performance.now() - begin
  })
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0
}

for (const network of ['chain', 'random'] as const) {
  for (const size of [1_000, 10_000]) {
    const plan = benchPlan(network, size)
    const median = medianMilliseconds(plan, 21)
    process.stdout.write(`${network} ${size} tasks, ${plan.links.length} links: ${median.toFixed(1)} ms\n`)
  }
}
