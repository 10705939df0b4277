import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '@throughline/formats'
import { calendarsOf } from '../../src/cli/inclusive-dates.ts'
import { latestMinuteAt, minuteOf, type Plan, positionOf, textOf } from '../../src/index.ts'
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
 * Compares working time: the end of a working period and the start of the next are the same moment,
 * and which of them stands for a finish or a point in time differs (rules 5 and 8).
 */
function compare(plan: Plan, answerFile: string, datesFile: string, { say }: BenchContext): string {
  const { tasks } = readAnswer(answerFile)
  const calendarOf = calendarsOf(plan)
  const calendars = new Map(tasks.map(({ id }, index) => [id, calendarOf(plan.tasks[index])]))
  const settled = (id: string, dates: readonly number[], float: number): (string | number)[] => {
    const calendar = calendars.get(id)
    if (calendar === undefined) return []
    return [...dates.map((date) => textOf(latestMinuteAt(calendar, positionOf(calendar, date)))), float]
  }
  const ours = new Map(
    tasks.map(({ id, earlyStart, earlyFinish, lateStart, lateFinish, totalFloat }) => [
      id,
      settled(id, [earlyStart, earlyFinish, lateStart, lateFinish], totalFloat),
    ]),
  )
  const theirs = new Map(
    readFileSync(datesFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [id = '', ...values] = line.split('\t')
        return [id, settled(id, values.slice(0, 4).map(minuteOf), Number(values[4]))]
      }),
  )
  return agreement(differences(ours, theirs), tasks.length, say, 'MPXJ')
}
