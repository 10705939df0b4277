import type { BenchRow } from '../../packages/engine/bench/report.ts'
import { medianOf, percentileOf } from '../../packages/engine/bench/statistics.ts'
import { timeBursts, timeFirstEdits, timeWorkflows } from './live-burst.ts'
import { measureHttp, measurePgbench } from './live-machine.ts'
import {
  editLength,
  editStart,
  type PathTimes,
  timeEdits,
  timeLinks,
  timeMovedDates,
  timeOpening,
} from './live-measure.ts'
import { type LivePlan, makePlan } from './live-plan.ts'
import { timeQuestions } from './live-questions.ts'
import type { Stage } from './live-stage.ts'

/** Tasks of the plans, and how often each thing is done. */
export interface Sizes {
  small: number
  middle: number
  large: number
  edits: number
  paths: number
  /** Plans that nobody has touched for a while. */
  firsts: number
  bursts: number
  allMove: number
  opens: number
  questions: number
  seconds: number
}

export interface StageOptions {
  /** All rows; otherwise those that Temporal has a part in. */
  whole: boolean
  say: (line: string) => void
}

interface Percentile {
  percent: number
  must?: number
  aim?: number
}

/** What the machine itself takes for the parts of an edit: a durable small transaction and a round trip. */
export async function machineRows({ running }: Stage, { seconds }: Sizes): Promise<BenchRow[]> {
  const http = await measureHttp(500)
  return [
    {
      name: 'the machine: pgbench simple-update, durable, one client through PgBouncer, mean',
      unit: 'ms',
      ours: await measurePgbench(running, seconds),
    },
    { name: 'the machine: HTTP round trip to an empty Node server, p50', unit: 'ms', ours: medianOf(http) },
    { name: 'the machine: the same, p99', unit: 'ms', ours: percentileOf(http, 99) },
  ]
}

export async function measureStage(stage: Stage, sizes: Sizes, { whole, say }: StageOptions): Promise<BenchRow[]> {
  const server = stage.temporal === 'development' ? 'development server' : 'server on PostgreSQL'
  const rows: BenchRow[] = []
  const add = (name: string, times: readonly number[], percentiles: readonly Percentile[], remark = '') => {
    const told = rowsOf(name, times, percentiles, [`${times.length} times`, remark].filter(Boolean).join(', '))
    for (const row of told) say(`${row.name}: ${row.ours?.toFixed(1)} ms (${row.remark})`)
    rows.push(...told)
  }
  const addPath = (name: string, { times, moved }: PathTimes, p50: Percentile, p95: Percentile) =>
    add(`${name} (Temporal: ${server})`, times, [p50, p95], `${Math.round(medianOf(moved))} dates moved`)

  say(`Making a plan of ${sizes.small}`)
  const small = await makePlan(stage.client, sizes.small)
  if (whole) {
    const bounds = [
      { percent: 50, must: 15, aim: 6 },
      { percent: 99, must: 60, aim: 25 },
    ]
    add('edit answered', await timeEdits(stage, small, sizes.edits), bounds)
  }
  addPath(
    `edit to moved dates in another client, ${count(small)}`,
    await timeMovedDates(stage, small, editLength(stage, small.anywhere), sizes.paths),
    { percent: 50, must: 150, aim: 60 },
    { percent: 95, must: 400, aim: 150 },
  )
  const first = await timeFirstEdits(stage, sizes.small, sizes.firsts)
  add(`the same, nobody has edited for a while (Temporal: ${server})`, first, [{ percent: 50 }])
  add(`a workflow with one activity that does nothing (Temporal: ${server})`, await timeWorkflows(stage, small, 30), [
    { percent: 50 },
  ])
  if (whole) {
    const { runs, lastCovered } = await timeBursts(stage, small, sizes.bursts)
    const most = { of: 'value', must: 5, aim: 5 } as const
    const remark = `${runs.length} times, the most`
    rows.push({
      name: 'recomputes for 50 edits in a second',
      unit: 'runs',
      ours: Math.max(...runs),
      bounds: most,
      remark,
    })
    add('the last of 50 edits in a second covered in another client', lastCovered, [
      { percent: 95, must: 1_000, aim: 500 },
    ])
  }
  say(`Making a plan of ${sizes.large}`)
  const large = await makePlan(stage.client, sizes.large)
  addPath(
    `edit to moved dates in another client, ${count(large)}, few move`,
    await timeMovedDates(stage, large, editLength(stage, large.quiet), sizes.paths),
    { percent: 50, must: 250, aim: 90 },
    { percent: 95, must: 600, aim: 200 },
  )
  addPath(
    `edit to moved dates in another client, ${count(large)}, all move`,
    await timeMovedDates(stage, large, editStart(stage, large), sizes.allMove),
    { percent: 50, must: 900, aim: 400 },
    { percent: 95, must: 1_500, aim: 800 },
  )
  if (!whole) return rows
  add(`a link answered, ${count(large)}`, await timeLinks(stage, large, sizes.allMove), [{ percent: 50 }])
  say(`Making a plan of ${sizes.middle}`)
  const middle = await makePlan(stage.client, sizes.middle)
  for (const [plan, must, aim] of [
    [middle, 150, 60],
    [large, 300, 120],
  ] as const) {
    const { first, again, megabytes } = await timeOpening(stage, plan, sizes.opens)
    add(
      `open a plan of ${count(plan)}, just changed`,
      first,
      [{ percent: 50, must, aim }],
      `${megabytes.toFixed(1)} MB of JSON`,
    )
    add(`open a plan of ${count(plan)}, unchanged since`, again, [{ percent: 50, must, aim }])
  }
  const asked = await timeQuestions(stage, large, sizes.questions)
  for (const [what, times] of [
    ['why a task finishes when it does', asked.why],
    ['a dry run, few would move', asked.tryFew],
    ['a dry run, all would move', asked.tryAll],
    ['the plan as it was', asked.past],
    ['what a run that moved all has changed, and why', asked.compare],
  ] as const)
    add(`${what}, ${count(large)}`, times, [{ percent: 50 }])
  add('a small read beside these questions', asked.beside, [{ percent: 50 }, { percent: 95 }])
  return rows
}

const count = ({ taskCount }: LivePlan): string => `${taskCount.toLocaleString('en')} tasks`

function rowsOf(
  name: string,
  times: readonly number[],
  percentiles: readonly Percentile[],
  remark: string,
): BenchRow[] {
  return percentiles.map(({ percent, must, aim }) => ({
    name: `${name}, p${percent}`,
    unit: 'ms',
    ours: percent === 50 ? medianOf(times) : percentileOf(times, percent),
    ...(must !== undefined && aim !== undefined ? { bounds: { of: 'value', must, aim } as const } : {}),
    remark,
  }))
}
