import { checkLinks } from '../check-links.ts'
import { FormatError } from '../format-error.ts'
import { clampUnits, MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import { PLAIN_PLAN } from '../plain-task.ts'
import type {
  DocumentAssignment,
  DocumentResource,
  DocumentTask,
  PlanDocument,
  ReadOptions,
  WallTime,
} from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { type CsvColumns, readHeader } from './csv-columns.ts'
import { buildLinks, splitList } from './csv-links.ts'
import { outlineOrder, parentsOf } from './csv-outline.ts'
import { csvRows } from './csv-rows.ts'
import { buildTask, type CsvTaskRow, taskRow } from './csv-task.ts'
import { parseResource } from './csv-values.ts'

interface CsvTable {
  readonly rows: readonly CsvTaskRow[]
  readonly durationUnit: string
}

/**
 * Reads a table of tasks with a header row from a stream. A day is 480 minutes, a week 5 days.
 * Throws FormatError, with the place, for a cell that is not understood or names what is not there.
 */
export async function readCsv(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  const warnings = new Warnings()
  const { rows: unordered, durationUnit } = await readTable(source, warnings, options)
  const parents = parentsOf(unordered)
  const summaries = new Set(parents)
  const order = outlineOrder(parents)
  const rows = order.map((index) => unordered[index] as CsvTaskRow)
  const tasks = order.map((index) => {
    const parentKey = unordered[parents[index] ?? -1]?.key ?? null
    return buildTask(unordered[index] as CsvTaskRow, parentKey, summaries.has(index), durationUnit, warnings)
  })
  const links = checkLinks(tasks, buildLinks(rows, warnings), warnings)
  return {
    name: null,
    start: earliestStart(tasks),
    ...PLAIN_PLAN,
    calendars: [],
    defaultCalendarKey: null,
    tasks,
    links,
    ...readResources(rows),
    warnings: warnings.list(),
  }
}

async function readTable(
  source: AsyncIterable<Uint8Array>,
  warnings: Warnings,
  options: ReadOptions,
): Promise<CsvTable> {
  const rows: CsvTaskRow[] = []
  const keys = new Set<string>()
  let columns: CsvColumns | null = null
  let bytes = 0
  const csv = csvRows(source, (count) => {
    bytes += count
    options.onProgress?.({ bytes, tasks: rows.length })
  })
  for await (const row of csv) {
    if (columns === null) {
      columns = readHeader(row.cells, row.line, warnings)
      continue
    }
    const task = taskRow(row, columns, rows.length + 1)
    if (keys.has(task.key)) {
      throw new FormatError(`Two tasks have the id “${task.key}”`, { line: row.line, column: task.columnOf('id') })
    }
    keys.add(task.key)
    rows.push(task)
  }
  if (columns === null) throw new FormatError('The file is empty', { line: 1, column: 0 })
  return { rows, durationUnit: columns.durationUnit }
}

/** The file has no start of the project, so that it is the first date that a task has. */
function earliestStart(tasks: readonly DocumentTask[]): WallTime | null {
  return tasks.reduce<WallTime | null>((earliest, { constraint }) => {
    const start = constraint?.date ?? null
    return start !== null && (earliest === null || start < earliest) ? start : earliest
  }, null)
}

/** Resources are told apart by name, whatever the case of its letters. */
function readResources(rows: readonly CsvTaskRow[]): Pick<PlanDocument, 'resources' | 'assignments'> {
  const resources = new Map<string, DocumentResource>()
  const assignments = new Map<string, DocumentAssignment>()
  for (const row of rows) {
    for (const text of splitList(row.cell('resources'))) {
      const parsed = parseResource(text)
      if (parsed === null) continue
      const name = tidyName(parsed.name, MAXIMUM_SHORT_NAME, 'Resource')
      const key = name.toLowerCase()
      if (!resources.has(key)) {
        resources.set(key, { key, name, email: null, kind: 'work', calendarKey: null, maxUnits: 1, availability: [] })
      }
      const pair = JSON.stringify([row.key, key])
      const units = clampUnits((assignments.get(pair)?.units ?? 0) + parsed.units)
      assignments.set(pair, {
        taskKey: row.key,
        resourceKey: key,
        units,
        workMinutes: null,
        overtimeMinutes: 0,
        actualWorkMinutes: 0,
        remainingWorkMinutes: null,
        delayMinutes: 0,
        drivesDuration: true,
      })
    }
  }
  return { resources: [...resources.values()], assignments: [...assignments.values()] }
}
