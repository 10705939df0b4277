import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { calendarsOf } from '../../src/cli/inclusive-dates.ts'
import {
  earliestMinuteAt,
  type Plan,
  positionOf,
  type ScheduledTask,
  textOf,
  type WorkingTime,
} from '../../src/index.ts'
import { agreement, differences, readAnswer } from '../answers.ts'
import { type BenchContext, linksFor } from '../bench-context.ts'
import type { NetworkKind } from '../generate-network.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'
import { writeMspdi } from '../write-mspdi.ts'

const FILES: readonly { kind: NetworkKind; tasks: number }[] = [
  { kind: 'common', tasks: 1_000 },
  { kind: 'common', tasks: 10_000 },
  { kind: 'everything', tasks: 10_000 },
]

/** The same Microsoft Project file in both, each in a process of its own, after warm-up. */
export async function mpxjRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { kind, tasks } of FILES) {
    const { file, plan } = documentFile(context, kind, tasks)
    const answerFile = context.fileOf(`answer-document-${kind}-${tasks}.json`)
    const ours = await measure<{ times: number[] }>(
      'cpm-of-document',
      file,
      context.warmUp,
      context.measuring,
      answerFile,
    )
    const datesFile = context.fileOf(`mpxj-${kind}-${tasks}.tsv`)
    const output = await context.peers.mpxj?.('microsoft', file, context.warmUp * 4, context.measuring, datesFile)
    const times = output === undefined ? null : output.trim().split('\n').map(Number)
    rows.push({
      name: `CPM, ${kind === 'common' ? 'plain' : 'full'} file of ${tasks} tasks, against MPXJ`,
      unit: 'ms',
      ours: medianOf(ours.times),
      peer: { name: 'MicrosoftScheduler', value: times && medianOf(times) },
      bounds: { of: 'ratio', must: 5, aim: 20 },
      ...(times === null ? {} : { remark: compare(plan, answerFile, datesFile, context) }),
    })
  }
  return rows
}

function documentFile(context: BenchContext, kind: NetworkKind, tasks: number): { file: string; plan: Plan } {
  const network = context.networkFile({ kind, tasks, links: linksFor(tasks), seed: 3 })
  const file = context.fileOf(`${kind}-${tasks}.xml`)
  const { plan } = readNetwork(readFileSync(network, 'utf8'))
  writeFileSync(file, writeMspdi(plan))
  return { file, plan }
}

/**
 * Minute by minute. A finish that a link sets to the start of a working day (rule 8), which stored files
 * have as well, is for MPXJ the end of the day before: the same moment in working time.
 */
function compare(plan: Plan, answerFile: string, datesFile: string, { say }: BenchContext): string {
  const { tasks } = readAnswer(answerFile)
  const calendarOf = calendarsOf(plan)
  const ours = new Map(tasks.map((task, index) => [task.id, datesOf(task, calendarOf(plan.tasks[index]))]))
  const lines = readFileSync(datesFile, 'utf8').trim().split('\n')
  const theirs = new Map(
    lines.map((line) => {
      const [id = '', ...values] = line.split('\t')
      return [id, values]
    }),
  )
  return agreement(differences(ours, theirs), tasks.length, say, 'MPXJ')
}

function datesOf(task: ScheduledTask, calendar: WorkingTime): string[] {
  const isPoint = task.earlyStart === task.earlyFinish
  const finish = isPoint ? task.earlyFinish : earliestMinuteAt(calendar, positionOf(calendar, task.earlyFinish))
  return [
    textOf(task.earlyStart),
    textOf(finish),
    textOf(task.lateStart),
    textOf(task.lateFinish),
    String(task.totalFloat),
  ]
}
