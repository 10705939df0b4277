import type { GuessedColumn } from '../definition.ts'
import { bareName } from '../header.ts'
import { chosen, wordValue } from '../words.ts'
import { EFFORT_CHOICES, MODE_CHOICES, PRIORITY_WORDS } from './task-choices.ts'

/** Columns whose names are common, but mostly for something else where no value can be understood. */
const UNDERSTOOD: Readonly<Record<string, (text: string) => boolean>> = {
  priority: (text) => wordValue(text, PRIORITY_WORDS) !== null || /^\d{1,4}$/.test(text),
  effortType: (text) => chosen(text, EFFORT_CHOICES) !== null,
  mode: (text) => chosen(text, MODE_CHOICES) !== null,
}
/** Names of columns that hold when work starts and ends, and not from when on it may. */
const STARTS = ['start', 'start date', 'begin', 'Anfang', 'Anfangstermin', 'début', 'date de début', 'comienzo'].map(
  bareName,
)
const FINISHES = ['finish', 'finish date', 'end', 'Ende', 'Endtermin', 'Fertig stellen', 'fin', 'date de fin'].map(
  bareName,
)

/** What a table of tasks is by its columns together. */
export function reconsiderTaskColumns(columns: readonly GuessedColumn[]): (string | null)[] {
  const taken = new Set(columns.map(({ field }) => field))
  const hasConstraints = taken.has('constraintType') || taken.has('constraintDate')
  return columns.map(({ name, field, values }) => {
    if (field === 'wbs' && bareName(name) !== 'wbscode' && !taken.has('outlineNumber') && isOutline(values)) {
      return 'outlineNumber'
    }
    // A program that tells constraints has computed the dates.
    if (hasConstraints && field === 'start' && STARTS.includes(bareName(name)) && !taken.has('scheduledStart')) {
      return 'scheduledStart'
    }
    if (hasConstraints && field === null && FINISHES.includes(bareName(name)) && !taken.has('scheduledFinish')) {
      taken.add('scheduledFinish')
      return 'scheduledFinish'
    }
    const isUnderstood = UNDERSTOOD[field ?? '']
    return isUnderstood === undefined || values.length === 0 || values.some(isUnderstood) ? field : null
  })
}

/** 1, 1.1, 1.2, 2 …: what the outline says anyway, and no codes of their own. */
function isOutline(codes: readonly string[]): boolean {
  const counts: number[] = []
  return codes.every((code) => {
    const depth = code.split('.').length
    if (depth > counts.length + 1) return false
    counts.length = Math.min(counts.length, depth)
    counts[depth - 1] = (counts[depth - 1] ?? 0) + 1
    return counts.join('.') === code
  })
}
