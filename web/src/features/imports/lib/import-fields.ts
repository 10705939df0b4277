import type { DayLengths } from '../../../lib/day-lengths.ts'
import { fieldText, fieldTitle } from '../../../lib/fields.ts'

/** Where a task stands is two fields, which are told apart here. */
const titles: Readonly<Record<string, string>> = { parentId: 'Below', position: 'Order' }

export const importFieldTitle = (field: string): string => titles[field] ?? fieldTitle(field)

/** The order among siblings is a number that means nothing to people. */
export function importFieldText(
  field: string,
  value: unknown,
  side: 'plan' | 'file',
  lengths: DayLengths,
  nameOf?: (id: string) => string | undefined,
): string {
  if (field === 'position' && value !== null) return side === 'plan' ? 'as in the plan' : 'as in the file'
  if (field === 'parentId' && value === null) return 'no other task'
  return fieldText(field, value, lengths, nameOf)
}

/** Fields that say something of a new row. */
export const isTold = (field: string): boolean => field !== 'position'
