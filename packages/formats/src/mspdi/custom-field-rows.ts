import { MAXIMUM_SHORT_NAME, tidyName, tidyText } from '../limits.ts'
import type { DocumentCustomField, DocumentEstimate, DocumentTask } from '../plan-document.ts'
import { ESTIMATE_FIELDS, fieldOfId, type MspdiField } from './custom-field-ids.ts'
import { parseDuration, schedulableDate } from './values.ts'
import { children, textOfChild, type XmlRecord } from './xml-record.ts'

/** What an ExtendedAttribute of the project says of a field of tasks. */
export interface FieldDefinition {
  readonly field: MspdiField
  readonly alias: string | null
}

/** The value that a task has of a field, as it is read. */
export interface FieldValue {
  readonly field: MspdiField
  readonly value: string | number | boolean
}

export interface CustomFields {
  readonly fields: readonly DocumentCustomField[]
  readonly valuesOf: (values: readonly FieldValue[]) => Pick<DocumentTask, 'customFields' | 'estimate'>
}

const MAXIMUM_TEXT = 2_000

/** Not those of resources and assignments. */
export function readFieldDefinitions(elements: readonly XmlRecord[]): FieldDefinition[] {
  return elements.flatMap((element) => {
    const field = fieldOfId(textOfChild(element, 'FieldID') ?? '')
    return field === null ? [] : [{ field, alias: textOfChild(element, 'Alias') }]
  })
}

/** Without values that are none of their type; the file's own words are kept of those. */
export function readFieldValues(record: XmlRecord): readonly FieldValue[] {
  const elements = children(record, 'ExtendedAttribute')
  return elements.length === 0 ? NO_VALUES : elements.flatMap(readFieldValue)
}

const NO_VALUES: readonly FieldValue[] = []

function readFieldValue(element: XmlRecord): FieldValue[] {
  const field = fieldOfId(textOfChild(element, 'FieldID') ?? '')
  const text = textOfChild(element, 'Value')
  const value = field === null || text === null ? null : parseValue(field, text)
  return field === null || value === null ? [] : [{ field, value }]
}

function parseValue({ type }: MspdiField, text: string): string | number | boolean | null {
  switch (type) {
    case 'text':
      return tidyText(text, MAXIMUM_TEXT) || null
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : null
    case 'cost':
      return Number.isFinite(Number(text)) ? Math.round(Number(text)) + 0 : null
    case 'flag':
      return text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : null
    case 'date':
      return schedulableDate(text)
    default: {
      const minutes = parseDuration(text)
      return minutes === null || minutes < 0 ? null : minutes + 0
    }
  }
}

/** The fields that have a name of their own, or values, in the order of the file. */
export function buildCustomFields(
  definitions: readonly FieldDefinition[],
  values: Iterable<readonly FieldValue[]>,
): CustomFields {
  const estimates = estimateKeys(definitions)
  const fields = new Map<string, DocumentCustomField>()
  const add = ({ key, type }: MspdiField, alias: string | null) => {
    if (estimates.has(key) || fields.has(key)) return
    fields.set(key, { key, name: tidyName(alias ?? '', MAXIMUM_SHORT_NAME, key), type })
  }
  const used = new Set<MspdiField>()
  for (const ofTask of values) for (const { field } of ofTask) used.add(field)
  for (const { field, alias } of definitions) if (alias !== null || used.has(field)) add(field, alias)
  for (const field of used) add(field, null)
  return { fields: [...fields.values()], valuesOf: (ofTask) => valuesOf(ofTask, estimates) }
}

/** The keys of the fields of three-point estimates, when the file says so of all three. */
function estimateKeys(definitions: readonly FieldDefinition[]): ReadonlySet<string> {
  const isSaid = ESTIMATE_FIELDS.every(({ key, pattern }) =>
    definitions.some(({ field, alias }) => field.key === key && alias !== null && pattern.test(alias)),
  )
  return new Set(isSaid ? ESTIMATE_FIELDS.map(({ key }) => key) : [])
}

function valuesOf(values: readonly FieldValue[], estimates: ReadonlySet<string>) {
  if (values.length === 0) return NOTHING
  const own = values.filter(({ field }) => !estimates.has(field.key))
  return {
    customFields: Object.fromEntries(own.map(({ field, value }) => [field.key, value])),
    estimate: estimates.size === 0 ? null : estimateOf(values),
  }
}

const NOTHING: Pick<DocumentTask, 'customFields' | 'estimate'> = { customFields: {}, estimate: null }

/** Null unless there are three numbers from the smallest to the largest. */
function estimateOf(values: readonly FieldValue[]): DocumentEstimate | null {
  const [optimistic, mostLikely, pessimistic] = ESTIMATE_FIELDS.map(
    ({ key }) => values.find(({ field }) => field.key === key)?.value,
  )
  if (typeof optimistic !== 'number' || typeof mostLikely !== 'number' || typeof pessimistic !== 'number') return null
  if (optimistic > mostLikely || mostLikely > pessimistic) return null
  return { optimisticMinutes: optimistic, mostLikelyMinutes: mostLikely, pessimisticMinutes: pessimistic }
}
