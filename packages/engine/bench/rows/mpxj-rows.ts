import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { type ScheduledTask, textOf } from '../../src/index.ts'
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
    const file = documentFile(context, kind, tasks)
    const answerFile = context.fileOf(`answer-document-${kind}-${tasks}.json`)
    const runs = context.quick ? 3 : 21
    const ours = await measure<{ times: number[] }>('cpm-of-document', file, 15, runs, answerFile)
    const datesFile = context.fileOf(`mpxj-${kind}-${tasks}.tsv`)
    const warmUp = context.quick ? 3 : 25
    const output = await context.peers.mpxj?.('microsoft', file, warmUp, context.quick ? 3 : 11, datesFile)
    const times = output === undefined ? null : output.trim().split('\n').map(Number)
    rows.push({
      name: `CPM, ${kind === 'common' ? 'plain' : 'full'} file of ${tasks} tasks, against MPXJ`,
      unit: 'ms',
      ours: medianOf(ours.times),
      peer: { name: 'MicrosoftScheduler', value: times && medianOf(times) },
      bounds: { of: 'ratio', must: 5, aim: 20 },
      ...(times === null ? {} : { remark: compare(answerFile, datesFile, context) }),
    })
  }
  return rows
}

function documentFile(context: BenchContext, kind: NetworkKind, tasks: number): string {
  const network = context.networkFile({ kind, tasks, links: linksFor(tasks), seed: 3 })
  const file = context.fileOf(`${kind}-${tasks}.xml`)
  writeFileSync(file, writeMspdi(readNetwork(readFileSync(network, 'utf8')).plan))
  return file
}

function compare(answerFile: string, datesFile: string, { say }: BenchContext): string {
  const { tasks } = readAnswer(answerFile)
  const ours = new Map(tasks.map((task) => [task.id, datesOf(task)]))
  const lines = readFileSync(datesFile, 'utf8').trim().split('\n')
  const theirs = new Map(
    lines.map((line) => {
      const [id = '', ...values] = line.split('\t')
      return [id, values]
    }),
  )
  return agreement(differences(ours, theirs), tasks.length, say, 'MPXJ')
}

function datesOf(task: ScheduledTask): string[] {
  return [
    textOf(task.earlyStart),
    textOf(task.earlyFinish),
    textOf(task.lateStart),
    textOf(task.lateFinish),
    String(task.totalFloat),
  ]
}
