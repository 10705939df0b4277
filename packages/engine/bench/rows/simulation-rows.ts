import { availableParallelism } from 'node:os'
import { dayOf } from '../../src/index.ts'
import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'

const RUNS = 10_000
const SIZES = [
  { tasks: 1_000, repeat: 15, theirRepeat: 3 },
  { tasks: 10_000, repeat: 3, theirRepeat: 1 },
] as const
/** What two seeds may differ by, in calendar days: a working day and a weekend. */
const NOISE_DAYS = 3

interface Simulated {
  readonly times: number[]
  readonly p50: string
  readonly p80: string
  readonly p95: string
  readonly peakKilobytes: number
}

/** The same estimates in both; then the memory of a single simulation above that of a process that does nothing. */
export async function simulationRows(context: BenchContext): Promise<BenchRow[]> {
  const threads = availableParallelism()
  const rows: BenchRow[] = []
  for (const { tasks, repeat, theirRepeat } of SIZES) {
    if (context.quick && tasks > 1_000) continue
    const file = context.networkFile({ kind: 'common', tasks, links: linksFor(tasks), seed: 2 })
    const ours = await measure<Simulated>('simulate', file, RUNS, threads, repeat)
    const output = await context.peers.python?.('trueppm', 'simulate', file, RUNS, 7, context.quick ? 1 : theirRepeat)
    const theirs = output === undefined ? null : (JSON.parse(output) as Simulated)
    const remark = theirs === null ? {} : { remark: compare(ours, theirs, tasks, context) }
    if (tasks === 1_000) rows.push(ownRow(tasks, threads, ours))
    rows.push({
      name: `Monte Carlo, ${tasks} tasks x ${RUNS} runs, against trueppm-scheduler`,
      unit: 'ms',
      ours: medianOf(ours.times),
      peer: { name: 'trueppm-scheduler', value: theirs && medianOf(theirs.times) },
      bounds: { of: 'ratio', must: 4, aim: 20 },
      ...remark,
    })
    rows.push(await memoryRow(context, file, tasks, threads))
  }
  return rows
}

function ownRow(tasks: number, threads: number, { times }: Simulated): BenchRow {
  return {
    name: `Monte Carlo, ${tasks} tasks x ${RUNS} runs, with criticality`,
    unit: 'ms',
    ours: medianOf(times),
    bounds: { of: 'value', must: 600, aim: 150 },
    remark: `${threads} threads, the first run ${(times[0] ?? Number.NaN).toFixed(0)} ms`,
  }
}

async function memoryRow(context: BenchContext, file: string, tasks: number, threads: number): Promise<BenchRow> {
  const megabytes = (peak: number, idle: number) => (peak - idle) / 1024
  const idle = await measure<{ peakKilobytes: number }>('idle', threads)
  const busy = await measure<Simulated>('simulate', file, RUNS, threads, 1)
  const theirs = async (...args: (string | number)[]) => {
    const output = await context.peers.python?.('trueppm', ...args)
    return output === undefined ? null : (JSON.parse(output) as { peakKilobytes: number }).peakKilobytes
  }
  const theirIdle = await theirs('idle')
  const theirBusy = await theirs('simulate', file, RUNS, 7, 1)
  return {
    name: `memory of that, ${tasks} tasks, above an empty process`,
    unit: 'MB',
    ours: megabytes(busy.peakKilobytes, idle.peakKilobytes),
    peer: { name: 'trueppm-scheduler', value: theirIdle && theirBusy && megabytes(theirBusy, theirIdle) },
    bounds: { of: 'ratio', must: 5, aim: 20 },
    remark: `${threads} threads; with the process ${megabytes(busy.peakKilobytes, 0).toFixed(0)} MB, theirs ${megabytes(theirBusy ?? 0, 0).toFixed(0)} MB`,
  }
}

function compare(ours: Simulated, theirs: Simulated, tasks: number, { say }: BenchContext): string {
  const apart = (['p50', 'p80', 'p95'] as const).filter(
    (key) => Math.abs(dayOf(ours[key]) - dayOf(theirs[key])) > NOISE_DAYS,
  )
  for (const key of apart) say(`trueppm-scheduler, ${tasks} tasks: ${key} is ${ours[key]} here, ${theirs[key]} there`)
  const text = `P50 ${ours.p50} and ${theirs.p50}, P80 ${ours.p80} and ${theirs.p80}`
  return apart.length === 0 ? text : `DIFFERS: ${text}`
}
