import type { WallTime } from '../plan-document.ts'
import { type FieldDefinition, readFieldDefinitions } from './custom-field-rows.ts'
import type { RawNodes, RawRow } from './raw-nodes.ts'
import { dateOfChild } from './values.ts'
import { child, flagOfChild, numberOfChild, ownTextOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

/** The settings of the project that matter here. */
export interface ProjectRow extends RawRow {
  readonly name: string | null
  readonly title: string | null
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly statusDate: WallTime | null
  readonly calendarUid: number | null
  readonly currency: string | null
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly daysPerMonth: number
  readonly isScheduledFromFinish: boolean
  readonly honorsConstraints: boolean
  readonly criticalSlackDays: number
  readonly hasMultipleCriticalPaths: boolean
  readonly definitions: readonly FieldDefinition[]
}

/** Elements right below the root that a document holds something of. */
export const PROJECT_FIELDS: ReadonlySet<string> = new Set([
  'Name',
  'Title',
  'StartDate',
  'FinishDate',
  'StatusDate',
  'CalendarUID',
  'CurrencyCode',
  'MinutesPerDay',
  'MinutesPerWeek',
  'DaysPerMonth',
  'ScheduleFromStart',
  'HonorConstraints',
  'CriticalSlackLimit',
  'MultipleCriticalPaths',
  'WBSMasks',
])

const CURRENCY = /^[A-Z]{3}$/

/** `definitions`: of the custom fields. */
export function readProjectRow(
  fields: readonly XmlRecord[],
  definitions: readonly XmlRecord[],
  rawNodes: RawNodes | null,
): ProjectRow {
  const place = { name: 'Project', path: 'Project', line: 1, column: 1, text: '', markup: null }
  const holder: XmlRecord = { ...place, children: fields }
  const currency = ownTextOfChild(holder, 'CurrencyCode')
  return {
    name: textOfChild(holder, 'Name'),
    title: textOfChild(holder, 'Title'),
    start: dateOfChild(holder, 'StartDate'),
    finish: dateOfChild(holder, 'FinishDate'),
    statusDate: dateOfChild(holder, 'StatusDate'),
    calendarUid: numberOfChild(holder, 'CalendarUID'),
    currency: CURRENCY.test(currency) ? currency : null,
    minutesPerDay: within(numberOfChild(holder, 'MinutesPerDay'), 1440) ?? 480,
    minutesPerWeek: within(numberOfChild(holder, 'MinutesPerWeek'), 10_080) ?? 2400,
    daysPerMonth: within(numberOfChild(holder, 'DaysPerMonth'), 31) ?? 20,
    isScheduledFromFinish: !flagOfChild(holder, 'ScheduleFromStart', true),
    honorsConstraints: honorsConstraints(holder),
    criticalSlackDays: numberOfChild(holder, 'CriticalSlackLimit') ?? 0,
    hasMultipleCriticalPaths: flagOfChild(holder, 'MultipleCriticalPaths'),
    definitions: readFieldDefinitions(definitions),
    raw: rawNodes?.nodes([...fields, ...definitions]) ?? [],
  }
}

/**
 * Microsoft Project writes its flag upside down: 0 for the default, which is to honor. Other
 * programs, told by the lack of WBS masks, write 1 for that.
 */
function honorsConstraints(holder: XmlRecord): boolean {
  const hasMasks = child(holder, 'WBSMasks') !== null
  return hasMasks ? !flagOfChild(holder, 'HonorConstraints') : flagOfChild(holder, 'HonorConstraints', true)
}

/** Whole numbers from 1 to `most`; null for others. */
function within(value: number | null, most: number): number | null {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= most ? value : null
}
