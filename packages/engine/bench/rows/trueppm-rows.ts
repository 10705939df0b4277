import { finishDay, startDay, workingDays } from '../../src/cli/inclusive-dates.ts'
import type { ScheduledTask } from '../../src/index.ts'
import { agreement, differences, readAnswer } from '../answers.ts'
import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'

const SIZES = [
  { tasks: 1_000, runs: 101, theirRuns: 9 },
  { tasks: 10_000, runs: 41, theirRuns: 5 },
] as const

interface TheirAnswer {
  readonly times: number[]
  /** By task: early start and finish, late start and finish, total and free float, critical. */
  readonly tasks: Readonly<Record<string, readonly unknown[]>>
}

/** The same network, scheduled in a process of each, on plans that both understand in the same way. */
export async function trueppmRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { tasks, runs, theirRuns } of SIZES) {
    const file = context.networkFile({ kind: 'common', tasks, links: linksFor(tasks), seed: 2 })
    const answerFile = context.fileOf(`answer-common-${tasks}.json`)
    const ours = await measure<{ times: number[] }>('cpm', file, 15, context.quick ? 5 : runs, answerFile)
    const output = await context.peers.python?.('trueppm', 'schedule', file, context.quick ? 1 : theirRuns)
    const theirs = output === undefined ? null : (JSON.parse(output) as TheirAnswer)
    rows.push({
      name: `CPM, ${tasks} tasks, against trueppm-scheduler`,
      unit: 'ms',
      ours: medianOf(ours.times),
      peer: { name: 'trueppm-scheduler', value: theirs && medianOf(theirs.times) },
      bounds: { of: 'ratio', must: 50, aim: 200 },
      ...(theirs === null ? {} : { remark: compare(answerFile, theirs, context) }),
    })
  }
  return rows
}

function compare(answerFile: string, theirs: TheirAnswer, { say }: BenchContext): string {
  const { tasks } = readAnswer(answerFile)
  const ours = new Map(tasks.map((task) => [task.id, inclusive(task)]))
  return agreement(differences(ours, new Map(Object.entries(theirs.tasks))), tasks.length, say, 'trueppm-scheduler')
}

function inclusive(task: ScheduledTask): (string | number | boolean)[] {
  return [
    startDay(task.earlyStart),
    finishDay(task.earlyStart, task.earlyFinish),
    startDay(task.lateStart),
    finishDay(task.lateStart, task.lateFinish),
    workingDays(task.totalFloat, 480),
    workingDays(task.freeFloat, 480),
    task.isCritical,
  ]
}
