import type { PlanDocument } from '../../plan-document.ts'
import { taskIds } from '../tasks/task-ids.ts'
import type { Table, TableCell, TableCells } from '../write/table.ts'
import { percentOf } from './resources-table.ts'

export function assignmentsTable(document: PlanDocument): Table {
  return {
    name: 'Assignments',
    columns: [
      { key: 'task', label: 'Task ID', type: 'code' },
      { key: 'taskName', label: 'Task', type: 'text', width: 40 },
      { key: 'resource', label: 'Resource', type: 'text', width: 30 },
      { key: 'units', label: 'Units', type: 'percent' },
      { key: 'work', label: 'Work (hours)', type: 'number' },
      { key: 'actualWork', label: 'Actual work (hours)', type: 'number' },
      { key: 'remainingWork', label: 'Remaining work (hours)', type: 'number' },
      { key: 'overtime', label: 'Overtime (hours)', type: 'number' },
      { key: 'delay', label: 'Delay (hours)', type: 'number' },
      { key: 'notes', label: 'Notes', type: 'text', width: 50 },
    ],
    rows: rowsOf(document),
  }
}

function* rowsOf(document: PlanDocument): Generator<TableCells> {
  const ids = taskIds(document)
  const tasks = new Map(document.tasks.map(({ key, name }) => [key, name]))
  const resources = new Map(document.resources.map(({ key, name }) => [key, name]))
  for (const assignment of document.assignments) {
    yield [
      ids.get(assignment.taskKey) ?? '',
      tasks.get(assignment.taskKey) ?? '',
      resources.get(assignment.resourceKey) ?? '',
      percentOf(assignment.units),
      hoursOf(assignment.workMinutes),
      hoursOf(assignment.actualWorkMinutes),
      hoursOf(assignment.remainingWorkMinutes),
      hoursOf(assignment.overtimeMinutes),
      hoursOf(assignment.delayMinutes),
      assignment.notes,
    ]
  }
}

function hoursOf(minutes: number | null): TableCell {
  return minutes === null ? null : Number((minutes / 60).toFixed(4))
}
