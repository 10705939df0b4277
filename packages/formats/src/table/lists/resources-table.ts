import type { PlanDocument } from '../../plan-document.ts'
import { calendarLabels } from '../tasks/task-words.ts'
import type { Table, TableCells } from '../write/table.ts'

export function resourcesTable(document: PlanDocument): Table {
  return {
    name: 'Resources',
    columns: [
      { key: 'id', label: 'ID', type: 'code' },
      { key: 'name', label: 'Name', type: 'text', width: 35 },
      { key: 'kind', label: 'Kind', type: 'text', width: 10 },
      { key: 'email', label: 'E-mail', type: 'text', width: 30 },
      { key: 'maxUnits', label: 'Max. units', type: 'percent' },
      { key: 'calendar', label: 'Calendar', type: 'text' },
      { key: 'standardRate', label: 'Standard rate per hour', type: 'money' },
      { key: 'overtimeRate', label: 'Overtime rate per hour', type: 'money' },
      { key: 'costPerUse', label: 'Cost per use', type: 'money' },
      { key: 'notes', label: 'Notes', type: 'text', width: 50 },
    ],
    rows: rowsOf(document),
  }
}

function* rowsOf(document: PlanDocument): Generator<TableCells> {
  const calendars = calendarLabels(document)
  for (const resource of document.resources) {
    yield [
      resource.key,
      resource.name,
      resource.kind,
      resource.email,
      percentOf(resource.maxUnits),
      calendars.get(resource.calendarKey ?? '') ?? null,
      resource.standardRateMinor,
      resource.overtimeRateMinor,
      resource.costPerUseMinor,
      resource.notes,
    ]
  }
}

/** 50 of 0.5, without the traces of binary fractions. */
export function percentOf(units: number): number {
  return Number((units * 100).toFixed(6))
}
