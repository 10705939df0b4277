import { FormatError } from '../format-error.ts'
import { clampUnits, MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentAvailability, DocumentResource, ResourceKind } from '../plan-document.ts'
import { dateOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

export interface ResourceRow {
  readonly uid: number
  readonly name: string | null
  readonly email: string | null
  readonly kind: ResourceKind
  readonly calendarUid: number | null
  readonly maxUnits: number
  readonly availability: readonly DocumentAvailability[]
  readonly isNull: boolean
  readonly line: number
}

/** Type 0 material, 1 work, 2 cost. */
const KINDS: readonly ResourceKind[] = ['material', 'work', 'cost']

/** Microsoft Project writes these for "always". */
const FIRST_DAY = '1984-01-01'
const LAST_DAY = '2049-12-31'

export function readResourceRow(record: XmlRecord): ResourceRow {
  const uid = numberOfChild(record, 'UID')
  if (uid === null) throw new FormatError('A resource has no UID', record)
  return {
    uid,
    name: textOfChild(record, 'Name'),
    email: textOfChild(record, 'EmailAddress'),
    kind: flagOfChild(record, 'IsCostResource') ? 'cost' : (KINDS[numberOfChild(record, 'Type') ?? 1] ?? 'work'),
    calendarUid: numberOfChild(record, 'CalendarUID'),
    maxUnits: numberOfChild(record, 'MaxUnits') ?? 1,
    availability: children(child(record, 'AvailabilityPeriods'), 'AvailabilityPeriod').flatMap(readAvailability),
    isNull: flagOfChild(record, 'IsNull'),
    line: record.line,
  }
}

function readAvailability(record: XmlRecord): DocumentAvailability[] {
  const from = dateOfChild(record, 'AvailableFrom')
  const to = dateOfChild(record, 'AvailableTo')
  const units = numberOfChild(record, 'AvailableUnits')
  if (units === null) return []
  return [
    {
      from: from === null || from.slice(0, 10) <= FIRST_DAY ? null : from,
      to: to === null || to.slice(0, 10) >= LAST_DAY ? null : to,
      units: clampUnits(units),
    },
  ]
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
        kind: row.kind,
        calendarKey: calendarKeyOf(row.calendarUid),
        maxUnits: clampUnits(row.maxUnits),
        availability: row.availability,
      }
    })
}
