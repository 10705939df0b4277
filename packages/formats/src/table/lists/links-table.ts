import type { DocumentLink, PlanDocument } from '../../plan-document.ts'
import { lengthsOfDocument } from '../day-lengths.ts'
import { taskIds } from '../tasks/task-ids.ts'
import { type DayLengths, formatSpan, wholeUnit } from '../values/span.ts'
import type { Table, TableCells } from '../write/table.ts'

export function linksTable(document: PlanDocument): Table {
  return {
    name: 'Links',
    columns: [
      { key: 'predecessor', label: 'Predecessor ID', type: 'code' },
      { key: 'predecessorName', label: 'Predecessor', type: 'text', width: 40 },
      { key: 'successor', label: 'Successor ID', type: 'code' },
      { key: 'successorName', label: 'Successor', type: 'text', width: 40 },
      { key: 'type', label: 'Type', type: 'text', width: 8 },
      { key: 'lag', label: 'Lag', type: 'text', width: 10 },
    ],
    rows: rowsOf(document),
  }
}

function* rowsOf(document: PlanDocument): Generator<TableCells> {
  const ids = taskIds(document)
  const names = new Map(document.tasks.map(({ key, name }) => [key, name]))
  const lengths = lengthsOfDocument(document)
  for (const link of document.links) {
    const ends = [link.predecessorKey, link.successorKey].flatMap((key) => [ids.get(key) ?? '', names.get(key) ?? ''])
    yield [...ends, link.type, lagText(link, lengths)]
  }
}

function lagText({ lagMinutes, lagUnit }: DocumentLink, lengths: DayLengths): string {
  if (lagUnit === 'percent') return `${lagMinutes}%`
  const isElapsed = lagUnit === 'elapsed'
  const unit = wholeUnit(Math.abs(lagMinutes), isElapsed, lengths)
  return formatSpan({ minutes: lagMinutes, unit, isElapsed, isEstimated: false }, lengths)
}
