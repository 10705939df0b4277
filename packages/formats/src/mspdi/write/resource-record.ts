import type { DocumentAvailability, DocumentResource } from '../../plan-document.ts'
import { type RecordKind, recordKind } from '../record-kind.ts'
import { RESOURCE_ELEMENTS } from '../schema.ts'
import { numberText, type XmlNode } from '../xml-node.ts'
import type { WriteContext } from './write-context.ts'
import { dateText, flagText, guidOrNull, textOrNull } from './write-values.ts'

interface WrittenResource {
  readonly resource: DocumentResource
  /** The row that it stands in, from 1. */
  readonly id: number
  readonly context: WriteContext
}

/** Costs were once materials with a mark. */
const TYPES = { material: '0', work: '1', cost: '0' } as const
const PER_HOUR = '2'

/** What Microsoft Project writes for "always". */
const ALWAYS_FROM = '1984-01-01T00:00'
const ALWAYS_TO = '2049-12-31T23:59'

export const RESOURCE: RecordKind<WrittenResource> = recordKind<WrittenResource>(
  RESOURCE_ELEMENTS,
  {
    UID: ({ resource, context }) => String(context.resourceUid(resource.key)),
    GUID: ({ resource }) => guidOrNull(resource.guid),
    ID: ({ id }) => String(id),
    Name: ({ resource }) => resource.name,
    Type: ({ resource }) => TYPES[resource.kind],
    IsNull: () => '0',
    EmailAddress: ({ resource }) => resource.email,
    MaxUnits: ({ resource }) => numberText(resource.maxUnits),
    StandardRate: ({ resource }) => numberText(resource.standardRateMinor / 100),
    StandardRateFormat: () => PER_HOUR,
    OvertimeRate: ({ resource }) => numberText(resource.overtimeRateMinor / 100),
    OvertimeRateFormat: () => PER_HOUR,
    CostPerUse: ({ resource }) => String(resource.costPerUseMinor),
    CalendarUID: ({ resource, context }) => String(context.calendarUid(resource.calendarKey)),
    Notes: ({ resource }) => textOrNull(resource.notes),
    IsCostResource: ({ resource }) => flagText(resource.kind === 'cost'),
    AvailabilityPeriods: ({ resource }) => availabilityNodes(resource.availability),
  },
  { ties: { Rates: ({ resource }) => ratesOf(resource) }, computed: ['UID', 'ID'] },
)

/** The table of rates says the first of them once more. */
function ratesOf({ standardRateMinor, overtimeRateMinor, costPerUseMinor }: DocumentResource): string {
  return `${standardRateMinor}/${overtimeRateMinor}/${costPerUseMinor}`
}

function availabilityNodes(availability: readonly DocumentAvailability[]): readonly XmlNode[] | null {
  if (availability.length === 0) return null
  const periods = availability.map(
    ({ from, to, units }): XmlNode => [
      'AvailabilityPeriod',
      [
        ['AvailableFrom', dateText(from ?? ALWAYS_FROM)],
        ['AvailableTo', dateText(to ?? ALWAYS_TO)],
        ['AvailableUnits', numberText(units)],
      ],
    ],
  )
  return [['AvailabilityPeriods', periods]]
}
