import { FormatError } from '../format-error.ts'
import type { Warnings } from '../warnings.ts'

export type CsvField =
  | 'id'
  | 'wbs'
  | 'parent'
  | 'level'
  | 'name'
  | 'duration'
  | 'predecessors'
  | 'start'
  | 'milestone'
  | 'resources'
  | 'notes'
  | 'percent'

export interface CsvColumns {
  /** The column of each field that the header names. */
  readonly columns: ReadonlyMap<CsvField, number>
  /** The unit of durations without one, from a header such as "Duration (hours)". */
  readonly durationUnit: string
}

/** Names as they stand in headers, without case, spaces and signs. */
const NAMES: Readonly<Record<CsvField, readonly string[]>> = {
  id: ['id', 'taskid', 'uid', 'uniqueid', 'no', 'nr', 'key'],
  wbs: ['wbs', 'wbscode', 'outlinenumber'],
  parent: ['parent', 'parentid', 'parenttask', 'summary'],
  level: ['outlinelevel', 'level', 'indent'],
  name: ['name', 'taskname', 'task', 'title', 'activity', 'activityname'],
  duration: ['duration', 'dur', 'days', 'durationdays', 'durationhours', 'hours', 'effort'],
  predecessors: ['predecessors', 'predecessor', 'dependson', 'dependencies', 'dependency', 'after'],
  start: ['start', 'startdate', 'startnoearlierthan', 'notbefore', 'earlieststart', 'begin', 'constraintdate'],
  milestone: ['milestone', 'ismilestone'],
  resources: ['resources', 'resource', 'resourcenames', 'assignee', 'assignees', 'assignedto', 'assigned', 'people'],
  notes: ['notes', 'note', 'description', 'comments', 'comment'],
  percent: ['percentcomplete', 'complete', 'progress', 'done'],
}
/** Computed here, so that a column of it says nothing new. */
const COMPUTED: ReadonlySet<string> = new Set(['finish', 'finishdate', 'end', 'enddate', 'successors'])

/** Throws FormatError when no column holds names. */
export function readHeader(cells: readonly string[], line: number, warnings: Warnings): CsvColumns {
  const columns = new Map<CsvField, number>()
  for (const [index, cell] of cells.entries()) {
    const name = normalise(cell)
    const field = fieldNamed(name)
    if (field !== null && !columns.has(field)) columns.set(field, index)
    else if (name !== '') warnOfColumn(cell, name, line, warnings)
  }
  if (!columns.has('name')) {
    const found = cells.map((cell) => `“${cell.trim()}”`).slice(0, 12)
    const message = `The first row should name the columns, one of them “name”; it has ${found.join(', ')}`
    throw new FormatError(message, { line, column: 0 })
  }
  return { columns, durationUnit: durationUnit(cells[columns.get('duration') ?? -1] ?? '') }
}

function warnOfColumn(cell: string, name: string, line: number, warnings: Warnings): void {
  const reason = COMPUTED.has(name) ? 'is computed and not read' : 'is not known and not read'
  warnings.add('column', { line }, `The column “${cell.trim().slice(0, 60)}” ${reason}.`)
}

function fieldNamed(name: string): CsvField | null {
  for (const [field, names] of Object.entries(NAMES)) if (names.includes(name)) return field as CsvField
  return null
}

function normalise(cell: string): string {
  return cell
    .replace(/\(.*?\)/g, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
}

function durationUnit(cell: string): string {
  const text = cell.toLowerCase()
  if (/hour|\(h/.test(text)) return 'h'
  if (/week|\(w/.test(text)) return 'w'
  return /min|\(m/.test(text) ? 'm' : 'd'
}
