import { minuteOf } from '@throughline/engine'
import { clampUnits } from '../limits.ts'
import type { DocumentAssignment, DocumentResource } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { dateOfChild, minutesOfChild } from './values.ts'
import { children, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

export interface AssignmentRow {
  readonly taskUid: number
  readonly resourceUid: number
  readonly units: number
  readonly workMinutes: number | null
  readonly overtimeMinutes: number
  readonly actualWorkMinutes: number
  readonly remainingWorkMinutes: number | null
  readonly delayMinutes: number
  /** 0 flat, 8 edited by hand, others by a pattern. */
  readonly contour: number
  /** Work over time; one part when nothing interrupts it, none when the file does not tell. */
  readonly parts: readonly WorkPart[]
  readonly line: number
}

/** Work over time, in minutes; without work, the time is an interruption that somebody made. */
export interface WorkPart {
  readonly from: number
  readonly to: number
  readonly hasWork: boolean
}

const UNASSIGNED = -65_535
const PLANNED = 1
const DONE = 2

export function readAssignmentRow(record: XmlRecord): AssignmentRow {
  const tenthsOf = (name: string) => numberOfChild(record, name) ?? 0
  return {
    taskUid: numberOfChild(record, 'TaskUID') ?? UNASSIGNED,
    resourceUid: numberOfChild(record, 'ResourceUID') ?? UNASSIGNED,
    units: numberOfChild(record, 'Units') ?? 1,
    workMinutes: minutesOfChild(record, 'Work'),
    overtimeMinutes: minutesOfChild(record, 'OvertimeWork') ?? 0,
    actualWorkMinutes: minutesOfChild(record, 'ActualWork') ?? 0,
    remainingWorkMinutes: minutesOfChild(record, 'RemainingWork'),
    delayMinutes: Math.max(0, Math.round((tenthsOf('Delay') + tenthsOf('LevelingDelay')) / 10)),
    contour: numberOfChild(record, 'WorkContour') ?? 0,
    parts: withoutDetail(children(record, 'TimephasedData').flatMap(readPart)),
    line: record.line,
  }
}

/** Work that goes on day by day is one part, since plans may have millions of days of it. */
function withoutDetail(parts: readonly WorkPart[]): readonly WorkPart[] {
  if (parts.length < 2 || parts.some(({ hasWork }) => !hasWork)) return parts
  const [first, ...others] = parts as [WorkPart, ...WorkPart[]]
  return [
    others.reduce(
      (span, { from, to }) => ({ from: Math.min(span.from, from), to: Math.max(span.to, to), hasWork: true }),
      first,
    ),
  ]
}

/** Time that is not worked anyway comes without a value, interruptions with one of zero. */
function readPart(record: XmlRecord): WorkPart[] {
  const type = numberOfChild(record, 'Type')
  if (type !== PLANNED && type !== DONE) return []
  const from = tolerantDate(record, 'Start')
  const to = tolerantDate(record, 'Finish')
  const work = textOfChild(record, 'Value')
  if (from === null || to === null || work === null || from >= to) return []
  return [{ from: minuteOf(from), to: minuteOf(to), hasWork: /[1-9]/.test(work) }]
}

/** Null for what is not a date: Microsoft Project has been seen to write "17:-0:00" here. */
function tolerantDate(record: XmlRecord, name: string): string | null {
  try {
    return dateOfChild(record, name)
  } catch {
    return null
  }
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
    byPair.set(pair, together(documentAssignment(row), byPair.get(pair)))
  }
  return [...byPair.values()]
}

function documentAssignment(row: AssignmentRow): DocumentAssignment {
  return {
    taskKey: String(row.taskUid),
    resourceKey: String(row.resourceUid),
    units: clampUnits(row.units),
    workMinutes: row.workMinutes,
    overtimeMinutes: row.overtimeMinutes,
    actualWorkMinutes: row.actualWorkMinutes,
    remainingWorkMinutes: row.remainingWorkMinutes,
    delayMinutes: row.delayMinutes,
    drivesDuration: row.contour === 0,
  }
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
  const byTask = new Map<number, AssignmentRow[]>()
  for (const row of rows) {
    const list = byTask.get(row.taskUid)
    if (list === undefined) byTask.set(row.taskUid, [row])
    else list.push(row)
  }
  return (taskUid) => byTask.get(taskUid) ?? []
}
