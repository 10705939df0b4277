import { FormatError } from '../format-error.ts'
import { clampUnits, MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_RESOURCE } from '../plain-document.ts'
import type { DocumentAvailability, DocumentResource, ResourceKind } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { type RawNodes, type RawRow, rawOf } from './raw-nodes.ts'
import { boundOfChild, guidOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, ownTextOfChild, type XmlRecord } from './xml-record.ts'

export interface ResourceRow extends RawRow {
  readonly uid: number
  readonly guid: string | null
  /** Empty for none. */
  readonly name: string
  readonly email: string
  readonly notes: string
  readonly kind: ResourceKind
  readonly calendarUid: number | null
  readonly maxUnits: number
  readonly availability: readonly DocumentAvailability[]
  /** Hundredths of the currency: an hour, an hour of overtime, a use. */
  readonly standardRateMinor: number
  readonly overtimeRateMinor: number
  readonly costPerUseMinor: number
  readonly isNull: boolean
  readonly line: number
}

/** Type 0 material, 1 work, 2 cost. */
const KINDS: readonly ResourceKind[] = ['material', 'work', 'cost']

/** Microsoft Project writes these for "always". */
const FIRST_DAY = '1984-01-01'
const LAST_DAY = '2049-12-31'

const MAXIMUM_AMOUNT = 1_000_000_000_000
const MAXIMUM_EMAIL = 320

/** Rates are for an hour whatever unit they are shown in; rates are in the currency, costs in its hundredths. */
export function readResourceRow(record: XmlRecord, rawNodes: RawNodes | null): ResourceRow {
  const uid = numberOfChild(record, 'UID')
  if (uid === null) throw new FormatError('A resource has no UID', record)
  return {
    uid,
    guid: guidOfChild(record),
    name: ownTextOfChild(record, 'Name'),
    email: ownTextOfChild(record, 'EmailAddress'),
    notes: ownTextOfChild(record, 'Notes'),
    kind: flagOfChild(record, 'IsCostResource') ? 'cost' : (KINDS[numberOfChild(record, 'Type') ?? 1] ?? 'work'),
    calendarUid: numberOfChild(record, 'CalendarUID'),
    maxUnits: numberOfChild(record, 'MaxUnits') ?? 1,
    availability: children(child(record, 'AvailabilityPeriods'), 'AvailabilityPeriod').flatMap(readAvailability),
    standardRateMinor: amount((numberOfChild(record, 'StandardRate') ?? 0) * 100),
    overtimeRateMinor: amount((numberOfChild(record, 'OvertimeRate') ?? 0) * 100),
    costPerUseMinor: amount(numberOfChild(record, 'CostPerUse') ?? 0),
    isNull: flagOfChild(record, 'IsNull'),
    line: record.line,
    raw: rawOf(record, rawNodes),
  }
}

function amount(minor: number): number {
  return Math.min(Math.max(Math.round(minor), 0), MAXIMUM_AMOUNT) + 0
}

function readAvailability(record: XmlRecord): DocumentAvailability[] {
  const from = boundOfChild(record, 'AvailableFrom')
  const to = boundOfChild(record, 'AvailableTo')
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
  warnings: Warnings,
): DocumentResource[] {
  const seen = new Set<number>()
  return rows.filter(isResource).map((row) => {
    if (seen.has(row.uid)) throw new FormatError(`Two resources have the UID ${row.uid}`, { line: row.line, column: 0 })
    seen.add(row.uid)
    const { guid, email, kind, availability, standardRateMinor, overtimeRateMinor, costPerUseMinor } = row
    return {
      ...PLAIN_RESOURCE,
      key: String(row.uid),
      guid,
      name: tidyName(row.name, MAXIMUM_SHORT_NAME, `Resource ${row.uid}`),
      email: email === '' ? null : email.slice(0, MAXIMUM_EMAIL),
      kind,
      calendarKey: calendarKeyOf(row.calendarUid),
      maxUnits: clampUnits(row.maxUnits),
      availability,
      notes: tidyNotes(row.notes, row, warnings),
      standardRateMinor,
      overtimeRateMinor,
      costPerUseMinor,
    }
  })
}

export function isResource({ isNull, uid, name }: ResourceRow): boolean {
  return !isNull && !(uid === 0 && name === '')
}
