import type { BaselineTask, BaselineValues } from '@throughline/contract'
import { baselineName } from '../baseline-name.ts'
import { MAXIMUM_SHORT_NAME } from '../limits.ts'
import type { DocumentBaseline, PlanDocument } from '../plan-document.ts'
import type { DocumentRow } from './document-row.ts'
import { fitCost, fitDate, fitLabel, fitMinutes, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

const LAST_NUMBER = 10

/** One row for each baseline that a task has dates of. */
export function baselineRows(context: RowContext): DocumentRow[] {
  const { document } = context
  const names = new Map(document.baselines.map(({ number, name }) => [number, name]))
  const rows = new Map([...numbersOf(document)].sort((a, b) => a - b).map((number) => [number, [] as BaselineTask[]]))
  const problemsOf = new Map([...rows.keys()].map((number): [number, Problems] => [number, []]))
  for (const { key, baselines } of document.tasks) {
    const taskId = context.taskId(key)
    for (const baseline of baselines) {
      const tasks = rows.get(baseline.number)
      const row = baselineTask(taskId, baseline, problemsOf.get(baseline.number) ?? [])
      // The first counts where a task has two of one number.
      if (row !== null && tasks?.at(-1)?.taskId !== taskId) tasks?.push(row)
    }
  }
  return [...rows].flatMap(([number, tasks]) => {
    const key = String(number)
    const name = fitLabel(names.get(number) ?? '', MAXIMUM_SHORT_NAME, baselineName(number))
    const values = { name, number, tasks } satisfies Required<BaselineValues>
    const needs = tasks.map(({ taskId }) => taskId)
    const problems = problemsOf.get(number) ?? []
    if (tasks.length === 0 && problems.length === 0) return []
    const id = context.idOf('baseline', key)
    return [documentRow('baseline', { key, id, name, values, needs, problems }, context)]
  })
}

function numbersOf({ baselines, tasks }: PlanDocument): Set<number> {
  const numbers = new Set(baselines.map(({ number }) => number))
  for (const task of tasks) for (const { number } of task.baselines) numbers.add(number)
  return new Set([...numbers].filter((number) => Number.isInteger(number) && number >= 0 && number <= LAST_NUMBER))
}

function baselineTask(taskId: string, baseline: DocumentBaseline, problems: Problems): BaselineTask | null {
  const earlyStart = fitDate(baseline.start, 'tasks', problems)
  const earlyFinish = fitDate(baseline.finish, 'tasks', problems)
  if (earlyStart === null || earlyFinish === null) return null
  if (earlyFinish < earlyStart) {
    problems.push({ field: 'tasks', text: earlyFinish, message: `lies before the start, ${earlyStart}` })
    return null
  }
  return {
    taskId,
    earlyStart,
    earlyFinish,
    durationMinutes: fitMinutes(baseline.durationMinutes),
    workMinutes: fitMinutes(baseline.workMinutes),
    costMinor: fitCost(baseline.costMinor),
  }
}
