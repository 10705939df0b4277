import { cut, MAXIMUM_CUSTOM_TEXT } from '../limits.ts'
import type { DurationUnit } from '../plan-document.ts'
import type { Choices, CustomFieldType, FieldDefinition } from './definition.ts'
import { type DateReading, parseDate } from './values/date.ts'
import { parseFlag, parseNumber, parsePercent } from './values/number.ts'
import { type DayLengths, parseSpan } from './values/span.ts'
import { chosen, wordValue } from './words.ts'

/** What is known of a whole table or column before its cells are read. */
export interface Reading {
  readonly dates: Omit<DateReading, 'time'>
  readonly durationUnit: DurationUnit
  readonly lengths: DayLengths
  readonly percentsArePartsOfOne: boolean
}

/** `value` is null when the text is not understood; `wrong` then says what is wrong with it. */
export type ParsedCell =
  | { readonly value: unknown; readonly wrong?: undefined; readonly doubt?: string }
  | { readonly value: null; readonly wrong: string }

/** No cell that says something is longer, but for text. */
const LONGEST = 100

/** Words of programs for "nothing here". */
const NOTHING = /^(na|n\/a|nv|nd|null|none|[-–—])$/i

/** Whether a cell says nothing at all. */
export function isNothing(text: string, { type }: Pick<FieldDefinition, 'type'>): boolean {
  const trimmed = text.trim()
  return trimmed === '' || (type !== 'text' && type !== 'raw' && type !== 'flag' && NOTHING.test(trimmed))
}

export function parseCell(text: string, field: FieldDefinition, reading: Reading): ParsedCell {
  const trimmed = text.trim()
  if (field.type === 'raw') return { value: text }
  if (field.type === 'text') return { value: trimmed }
  const shown = trimmed.length > LONGEST ? `${cut(trimmed, LONGEST)}…` : trimmed
  const parsed = trimmed.length > LONGEST ? null : parseShort(trimmed, field, reading)
  return parsed ?? { value: null, wrong: wrongText(shown, field) }
}

function parseShort(text: string, field: Exclude<FieldDefinition, { type: 'text' | 'raw' }>, reading: Reading) {
  switch (field.type) {
    case 'date':
      return parseDateCell(text, { ...reading.dates, time: field.time })
    case 'duration':
      return known(parseSpan(text, reading.durationUnit, reading.lengths))
    case 'flag':
      return known(parseFlag(text))
    case 'choice':
      return known(chosen(text, field.choices))
    case 'percent':
      return known(between(parsePercent(text, reading.percentsArePartsOfOne), 0, 100))
    case 'integer':
      return known(wholeBetween(numberOrWord(text, field.words), field.minimum, field.maximum))
    case 'money':
      return known(minorOf(parseNumber(text)))
    case 'number':
      return known(parseNumber(text))
  }
}

/** Values of custom fields are plain: durations minutes, costs hundredths, dates wall times. */
export function parseCustomCell(text: string, type: CustomFieldType, reading: Reading): ParsedCell {
  if (type === 'text') return customText(text)
  const field = { label: '', type: type === 'cost' ? 'money' : type, time: '08:00' } as FieldDefinition
  const parsed = parseCell(text, field, reading)
  return type === 'duration' && parsed.value !== null
    ? { value: (parsed.value as { readonly minutes: number }).minutes }
    : parsed
}

function customText(text: string): ParsedCell {
  if (text.length <= MAXIMUM_CUSTOM_TEXT) return { value: text }
  return { value: null, wrong: `The text has ${text.length} characters; ${MAXIMUM_CUSTOM_TEXT} are the most` }
}

function parseDateCell(text: string, reading: DateReading): ParsedCell | null {
  const date = parseDate(text, reading)
  if (date === null) return null
  if (!date.isAmbiguous) return { value: date.at }
  const order = reading.order === 'day-month-year' ? 'day/month/year' : 'month/day/year'
  return { value: date.at, doubt: `The date “${text}” is read as ${order}: ${date.at.slice(0, 10)}.` }
}

function known<Value>(value: Value | null): { readonly value: Value } | null {
  return value === null ? null : { value }
}

function numberOrWord(text: string, words: Readonly<Record<string, number>> | undefined): number | null {
  return parseNumber(text) ?? (words === undefined ? null : wordValue(text, words))
}

function between(value: number | null, minimum: number, maximum: number): number | null {
  return value !== null && value >= minimum && value <= maximum ? value : null
}

function wholeBetween(value: number | null, minimum: number, maximum: number): number | null {
  return Number.isInteger(value) ? between(value, minimum, maximum) : null
}

function minorOf(value: number | null): number | null {
  const minor = value === null ? Number.NaN : Math.round(Number((value * 100).toPrecision(15)))
  return Number.isSafeInteger(minor) ? minor : null
}

function wrongText(text: string, field: FieldDefinition): string {
  switch (field.type) {
    case 'date':
      return `The date “${text}” is not understood; write 2026-03-02 or 2026-03-02 08:00`
    case 'duration':
      return `The duration “${text}” is not understood; write 5d, 4h, 30m or 2w`
    case 'percent':
      return `“${text}” is not a percentage from 0 to 100`
    case 'flag':
      return `“${text}” is neither yes nor no`
    case 'choice':
      return `“${text}” is not known; it can be ${firstWords(field.choices)}`
    case 'integer':
      return `“${text}” is not a whole number from ${field.minimum} to ${field.maximum}`
    default:
      return `“${text}” is not a number`
  }
}

function firstWords(choices: Choices): string {
  return Object.entries(choices)
    .map(([value, words]) => words[0] ?? value)
    .join(', ')
}
