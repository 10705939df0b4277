import { FormatError } from '../format-error.ts'
import { clampUnits, MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentAssignment, DocumentResource, ResourceKind } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

export interface ResourceRow {
  readonly uid: number
  readonly name: string | null
  readonly email: string | null
  readonly type: number
  readonly calendarUid: number | null
  readonly maxUnits: number
  readonly isNull: boolean
  readonly line: number
}

export interface AssignmentRow {
  readonly taskUid: number
  readonly resourceUid: number
  readonly units: number
  readonly line: number
}

/** Type 0 material, 1 work, 2 cost. */
const KINDS: readonly ResourceKind[] = ['material', 'work', 'cost']
const UNASSIGNED = -65_535

export function readResourceRow(record: XmlRecord): ResourceRow {
  const uid = numberOfChild(record, 'UID')
  if (uid === null) throw new FormatError('A resource has no UID', record)
  return {
    uid,
    name: textOfChild(record, 'Name'),
    email: textOfChild(record, 'EmailAddress'),
    type: numberOfChild(record, 'Type') ?? 1,
    calendarUid: numberOfChild(record, 'CalendarUID'),
    maxUnits: numberOfChild(record, 'MaxUnits') ?? 1,
    isNull: flagOfChild(record, 'IsNull'),
    line: record.line,
  }
}

export function readAssignmentRow(record: XmlRecord): AssignmentRow {
  return {
    taskUid: numberOfChild(record, 'TaskUID') ?? UNASSIGNED,
    resourceUid: numberOfChild(record, 'ResourceUID') ?? UNASSIGNED,
    units: numberOfChild(record, 'Units') ?? 1,
    line: record.line,
  }
}

/** Without empty rows and the nameless resource 0, which stands for "nobody". */
export function buildResources(
  rows: readonly ResourceRow[],
  calendarKeyOf: (uid: number | null) => string | null,
): DocumentResource[] {
  const seen = new Set<number>()
  return rows
    .filter((row) => !row.isNull && !(row.uid === 0 && row.name === null))
    .map((row) => {
      if (seen.has(row.uid))
        throw new FormatError(`Two resources have the UID ${row.uid}`, { line: row.line, column: 0 })
      seen.add(row.uid)
      return {
        key: String(row.uid),
        name: tidyName(row.name ?? '', MAXIMUM_SHORT_NAME, `Resource ${row.uid}`),
        email: row.email,
        kind: KINDS[row.type] ?? 'work',
        calendarKey: calendarKeyOf(row.calendarUid),
        maxUnits: clampUnits(row.maxUnits),
      }
    })
}

/** One assignment for each task and resource; units of further ones are added. */
export function buildAssignments(
  rows: readonly AssignmentRow[],
  taskKeys: ReadonlySet<string>,
  resourceKeys: ReadonlySet<string>,
  warnings: Warnings,
): DocumentAssignment[] {
  const byPair = new Map<string, DocumentAssignment>()
  for (const row of rows) {
    const taskKey = String(row.taskUid)
    const resourceKey = String(row.resourceUid)
    if (row.resourceUid === UNASSIGNED || !taskKeys.has(taskKey)) continue
    if (!resourceKeys.has(resourceKey)) {
      const message = `An assignment names the resource with UID ${resourceKey}, which the file does not have; it is left out.`
      warnings.add('assignment without resource', row, message)
      continue
    }
    const pair = `${taskKey} ${resourceKey}`
    const units = clampUnits((byPair.get(pair)?.units ?? 0) + row.units)
    byPair.set(pair, { taskKey, resourceKey, units })
  }
  return [...byPair.values()]
}
