import type { Baseline, BaselineTask, Task } from '@throughline/contract'
import type { PlanExport } from '@throughline/domain'
import type { Table } from '@throughline/formats'
import { type ColumnOf, tableOf } from './table-of.ts'
import { utcOf } from './wall-time-now.ts'

interface Row {
  readonly baseline: Baseline
  readonly isActive: boolean
  readonly then: BaselineTask
  readonly now: Task | undefined
}

/** What each baseline holds of each task, beside what the plan says now. */
export function baselinesTable({ plan, baselineTasks }: PlanExport): Table {
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]))
  const rows = plan.baselines.flatMap((baseline) =>
    (baselineTasks.get(baseline.id) ?? []).map((then): Row => {
      const isActive = baseline.id === plan.project.baselineId
      return { baseline, isActive, then, now: tasks.get(then.taskId) }
    }),
  )
  return tableOf('Baselines', columns, rows)
}

const columns: readonly ColumnOf<Row>[] = [
  ['Baseline', 'text', ({ baseline }) => baseline.name],
  ['Number', 'number', ({ baseline }) => baseline.number],
  ['Active', 'flag', ({ isActive }) => isActive],
  ['Captured (UTC)', 'date', ({ baseline }) => utcOf(baseline.capturedAt)],
  ['Task', 'text', ({ now }) => now?.name ?? null],
  ['Start', 'date', ({ then }) => then.earlyStart],
  ['Finish', 'date', ({ then }) => then.earlyFinish],
  ['Duration (min)', 'number', ({ then }) => then.durationMinutes],
  ['Work (h)', 'number', ({ then }) => (then.workMinutes === null ? null : then.workMinutes / 60)],
  ['Cost', 'money', ({ then }) => then.costMinor],
  ['Start now', 'date', ({ now }) => now?.earlyStart ?? null],
  ['Finish now', 'date', ({ now }) => now?.earlyFinish ?? null],
  ['Task id', 'text', ({ then }) => then.taskId],
]
