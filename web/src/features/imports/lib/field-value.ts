import { entitySchemas, type ImportEntity } from '@throughline/contract'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { parseDuration } from '../../../lib/duration.ts'

/** How a value of a field is typed in. `row`: it names another row, by its id. */
export type FieldKind = 'text' | 'number' | 'duration' | 'moment' | 'flag' | 'choice' | 'row'

export interface FieldInput {
  readonly kind: FieldKind
  /** What can be chosen, where that is a few words. */
  readonly choices: readonly string[]
  /** It can be left empty. */
  readonly isOptional: boolean
}

const someMoment = '2026-03-02T08:00'
const someId = '00000000-0000-7000-8000-000000000001'
const noWord = '\u0001'

/** What the contract says of a value of a field. */
const check = (entity: ImportEntity, field: string, value: unknown) =>
  entitySchemas[entity].values.partial().safeParse({ [field]: value })

/** How the contract wants a field to be given, found by asking it; null where it cannot be typed. */
export function inputOf(entity: ImportEntity, field: string): FieldInput | null {
  if (!(field in entitySchemas[entity].values.shape)) return null
  const issue = check(entity, field, noWord).error?.issues[0]
  const takes = (value: unknown) => check(entity, field, value).success
  const isOptional = takes(null)
  if (issue?.code === 'invalid_value') {
    return { kind: 'choice', choices: issue.values.filter((value) => typeof value === 'string'), isOptional }
  }
  const kind = takes(noWord)
    ? 'text'
    : takes(someMoment)
      ? 'moment'
      : takes(someId)
        ? 'row'
        : issue?.code === 'invalid_type'
          ? kindOfOther(takes, field)
          : 'text'
  return kind && { kind, choices: [], isOptional }
}

function kindOfOther(takes: (value: unknown) => boolean, field: string): FieldKind | null {
  if (takes(true)) return 'flag'
  if (!takes(1)) return null
  return field.endsWith('Minutes') ? 'duration' : 'number'
}

export type Typed = { readonly value: unknown } | { readonly error: string }

/** What was typed as the contract takes it, or what is wrong with it. */
export function typedValue(entity: ImportEntity, field: string, text: string, lengths: DayLengths): Typed {
  const input = inputOf(entity, field)
  if (!input) return { error: 'This cannot be typed in here' }
  if (text.trim() === '' && input.isOptional) return { value: null }
  const value = read(input.kind, text.trim(), lengths)
  if (value === undefined) return { error: howTo[input.kind] }
  const { success, error } = check(entity, field, value)
  return success ? { value } : { error: error.issues[0]?.message ?? howTo[input.kind] }
}

const howTo: Record<FieldKind, string> = {
  text: 'This cannot be taken',
  number: 'Write a number, as 50',
  duration: 'Write a duration, as 5d, 4h or 1w',
  moment: 'Choose a day and a time',
  flag: 'Choose yes or no',
  choice: 'Choose one of these',
  row: 'Choose one of these',
}

/** Undefined: it does not say a value of that kind. */
function read(kind: FieldKind, text: string, lengths: DayLengths): unknown {
  if (kind === 'text') return text
  if (text === '') return undefined
  if (kind === 'duration') return parseDuration(text, lengths) ?? undefined
  if (kind === 'flag') return text === 'yes' ? true : text === 'no' ? false : undefined
  if (kind !== 'number') return text
  const number = Number(text.replace(/\s*%$/, '').replace(',', '.'))
  return Number.isFinite(number) ? number : undefined
}
