import { readFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { datedTasks } from '../../src/cli/dated-tasks.ts'
import { agreement, differences, readAnswer } from '../answers.ts'
import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'

const SIZES = [
  { tasks: 1_000, theirRuns: 9 },
  { tasks: 10_000, theirRuns: 5 },
] as const

interface TheirAnswer {
  readonly times: number[]
  /** By task: early start and finish, late start and finish, total and free float, critical. */
  readonly tasks: Readonly<Record<string, readonly unknown[]>>
}

/** The same network, scheduled in a process of each, on plans that both understand in the same way. */
export async function trueppmRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { tasks, theirRuns } of SIZES) {
    const file = context.networkFile({ kind: 'common', tasks, links: linksFor(tasks), seed: 2 })
    const answerFile = context.fileOf(`answer-common-${tasks}.json`)
    const ours = await measure<{ times: number[] }>('cpm', file, context.warmUp, context.measuring, answerFile)
    const output = await context.peers.python?.('trueppm', 'schedule', file, context.quick ? 1 : theirRuns)
    const theirs = output === undefined ? null : (JSON.parse(output) as TheirAnswer)
    rows.push({
      name: `CPM, ${tasks} tasks, against trueppm-scheduler`,
      unit: 'ms',
      ours: medianOf(ours.times),
      peer: { name: 'trueppm-scheduler', value: theirs && medianOf(theirs.times) },
      bounds: { of: 'ratio', must: 50, aim: 200 },
      ...(theirs === null ? {} : { remark: compare(file, answerFile, theirs, context) }),
    })
  }
  return rows
}

function compare(file: string, answerFile: string, theirs: TheirAnswer, { say }: BenchContext): string {
  const { plan } = readNetwork(readFileSync(file, 'utf8'))
  const dated = datedTasks(plan, readAnswer(answerFile), 480)
  const ours = new Map(
    dated.map(({ task, es, ef, ls, lf, tf, ff, critical }) => [task.id, [es, ef, ls, lf, tf, ff, critical]]),
  )
  return agreement(differences(ours, new Map(Object.entries(theirs.tasks))), dated.length, say, 'trueppm-scheduler')
}
