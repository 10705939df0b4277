import { groupBy } from '../group-by.ts'
import { clampMinutes, clampUnits, tidyNotes } from '../limits.ts'
import type { DocumentAssignment, DocumentResource } from '../plan-document.ts'
import { assignmentKey } from '../row-keys.ts'
import type { Warnings } from '../warnings.ts'
import { type RawNodes, type RawRow, rawOf } from './raw-nodes.ts'
import { inOrder, isSameText } from './record-kind.ts'
import { guidOfChild, minutesOfChild } from './values.ts'
import { readWorkParts, type WorkPart } from './work-parts.ts'
import { ASSIGNMENT, UNASSIGNED, workByItself } from './write/assignment-record.ts'
import type { XmlNode } from './xml-node.ts'
import { numberOfChild, ownTextOfChild, type XmlRecord } from './xml-record.ts'

export interface AssignmentRow extends RawRow {
  readonly uid: number | null
  readonly taskUid: number
  readonly resourceUid: number
  readonly assignment: DocumentAssignment
  /** 0 flat, 8 edited by hand, others by a pattern. */
  readonly contour: number
  /** Work over time; one part when nothing interrupts it, none when the file does not tell. */
  readonly parts: readonly WorkPart[]
  readonly line: number
}

export function readAssignmentRow(record: XmlRecord, rawNodes: RawNodes | null, warnings: Warnings): AssignmentRow {
  const taskUid = numberOfChild(record, 'TaskUID') ?? UNASSIGNED
  const resourceUid = numberOfChild(record, 'ResourceUID') ?? UNASSIGNED
  const contour = numberOfChild(record, 'WorkContour') ?? 0
  const assignment = readAssignment(record, { taskUid, resourceUid, contour }, warnings)
  return {
    uid: numberOfChild(record, 'UID'),
    taskUid,
    resourceUid,
    assignment,
    contour,
    parts: readWorkParts(record),
    line: record.line,
    // What nobody is assigned to is compared with the task instead.
    raw: rawOf(record, rawNodes, (element) => resourceUid !== UNASSIGNED && isCarried(element, assignment)),
  }
}

function readAssignment(
  record: XmlRecord,
  row: { readonly taskUid: number; readonly resourceUid: number; readonly contour: number },
  warnings: Warnings,
): DocumentAssignment {
  const tenthsOf = (name: string) => numberOfChild(record, name) ?? 0
  const delay = Math.round((tenthsOf('Delay') + tenthsOf('LevelingDelay')) / 10)
  const minutes = (value: number) => clampMinutes(Math.max(0, value), record, warnings)
  const minutesOf = (name: string) => {
    const value = minutesOfChild(record, name)
    return value === null ? null : minutes(value)
  }
  return {
    key: assignmentKey(String(row.taskUid), String(row.resourceUid)),
    guid: guidOfChild(record),
    taskKey: String(row.taskUid),
    resourceKey: String(row.resourceUid),
    units: clampUnits(numberOfChild(record, 'Units') ?? 1),
    workMinutes: minutesOf('Work'),
    overtimeMinutes: minutesOf('OvertimeWork') ?? 0,
    actualWorkMinutes: minutesOf('ActualWork') ?? 0,
    remainingWorkMinutes: minutesOf('RemainingWork'),
    delayMinutes: minutes(delay),
    drivesDuration: row.contour === 0,
    notes: tidyNotes(ownTextOfChild(record, 'Notes'), record, warnings),
    extra: null,
  }
}

/** Whether the assignment says so in the same words. */
function isCarried({ name, text, children }: XmlRecord, assignment: DocumentAssignment): boolean {
  if (name === 'UID' || name === 'TaskUID' || name === 'ResourceUID') return true
  const said = children.length > 0 ? null : workByItself(assignment, name)
  return typeof said === 'string' && isSameText(name, said, text)
}

/** All that the file says of it. */
export function wholeRow({ uid, taskUid, resourceUid, assignment, raw }: AssignmentRow): XmlNode {
  const names = new Set(raw.map(([name]) => name))
  const nodes: XmlNode[] = [['TaskUID', String(taskUid)]]
  if (uid !== null) nodes.push(['UID', String(uid)])
  if (!names.has('ResourceUID')) nodes.push(['ResourceUID', String(resourceUid)])
  for (const name of ASSIGNMENT.says.keys()) {
    const said = names.has(name) ? null : workByItself(assignment, name)
    if (typeof said === 'string') nodes.push([name, said])
  }
  return [
    'Assignment',
    inOrder(ASSIGNMENT, [...nodes, ...raw.filter(([name]) => name !== 'UID' && name !== 'TaskUID')]),
  ]
}

/** One assignment for each task and resource; units and work of further ones are added. */
export function buildAssignments(
  rows: readonly AssignmentRow[],
  taskKeys: ReadonlySet<string>,
  resources: readonly DocumentResource[],
  warnings: Warnings,
): DocumentAssignment[] {
  const resourceKeys = new Set(resources.map(({ key }) => key))
  const byPair = new Map<string, DocumentAssignment>()
  for (const row of rows) {
    const resourceKey = String(row.resourceUid)
    if (row.resourceUid === UNASSIGNED || !taskKeys.has(String(row.taskUid))) continue
    if (!resourceKeys.has(resourceKey)) {
      const message = `An assignment names the resource with UID ${resourceKey}, which the file does not have; it is left out.`
      warnings.add('assignment without resource', row, message)
      continue
    }
    const pair = `${row.taskUid} ${resourceKey}`
    byPair.set(pair, together(row.assignment, byPair.get(pair)))
  }
  return [...byPair.values()]
}

function together(next: DocumentAssignment, sum: DocumentAssignment | undefined): DocumentAssignment {
  if (sum === undefined) return next
  const add = (a: number | null, b: number | null) => (a === null ? b : a + (b ?? 0))
  return {
    ...sum,
    units: clampUnits(sum.units + next.units),
    workMinutes: add(sum.workMinutes, next.workMinutes),
    overtimeMinutes: sum.overtimeMinutes + next.overtimeMinutes,
    actualWorkMinutes: sum.actualWorkMinutes + next.actualWorkMinutes,
    remainingWorkMinutes: add(sum.remainingWorkMinutes, next.remainingWorkMinutes),
    drivesDuration: sum.drivesDuration && next.drivesDuration,
  }
}

export function assignmentLookup(rows: readonly AssignmentRow[]): (taskUid: number) => readonly AssignmentRow[] {
  const byTask = groupBy(rows, ({ taskUid }) => taskUid)
  return (taskUid) => byTask.get(taskUid) ?? []
}
