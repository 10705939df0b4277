// Lists in one cell, "Ann; Bob[50%]". What has signs of lists itself stands in quotes: "Smith; Sons"[50%].
import { type FilePlace, FormatError } from '../../format-error.ts'

/** Parted by semicolons or, where there are none outside of quotes, by commas and line breaks. */
export function splitList(cell: string): string[] {
  const items = split(cell, ';')
  return (items.length > 1 ? items : split(cell, ',\n')).map((item) => item.trim()).filter((item) => item !== '')
}

/** Of all lists of a table together. */
const MAXIMUM_ITEMS = 1_000_000

/** Splits the lists of a table. Throws FormatError when they are longer than can be taken. */
export function listSplitter(): (cell: string, place: FilePlace) => string[] {
  let count = 0
  return (cell, place) => {
    const items = splitList(cell)
    count += items.length
    if (count <= MAXIMUM_ITEMS) return items
    throw new FormatError(`The lists of a column have more than ${MAXIMUM_ITEMS.toLocaleString('en')} items`, place)
  }
}

/** The items must not hold the signs themselves but in quotes: see `quotedName`. */
export function joinList(items: readonly string[]): string {
  const [only = ''] = items
  return items.length === 1 && split(only, ',\n').length > 1 ? `${only};` : items.join(';')
}

/** A name as it can stand in a list before what is said of it in brackets. */
export function quotedName(name: string): string {
  return /[;"\n]|\]$|^[,\s]|[,\s]$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}

/** The name of an item in quotes, and what follows it; null when it is not in quotes. */
export function unquoted(item: string): { readonly name: string; readonly rest: string } | null {
  const match = /^"((?:[^"]|"")*)"(.*)$/s.exec(item)
  return match === null ? null : { name: (match[1] ?? '').replaceAll('""', '"'), rest: (match[2] ?? '').trim() }
}

/** Quotes count only at the beginning of an item, as inches and such stand inside of names. */
function split(cell: string, separators: string): string[] {
  const items: string[] = []
  let from = 0
  let isStart = true
  for (let index = 0; index < cell.length; index += 1) {
    const character = cell.charAt(index)
    if (isStart && character === '"') index = closingQuote(cell, index)
    else if (separators.includes(character)) {
      items.push(cell.slice(from, index))
      from = index + 1
      isStart = true
      continue
    }
    if (character.trim() !== '') isStart = false
  }
  return [...items, cell.slice(from)]
}

/** The index of the quote that ends what one at the index begins, or the index itself when none does. */
function closingQuote(cell: string, from: number): number {
  for (let index = cell.indexOf('"', from + 1); index !== -1; index = cell.indexOf('"', index + 2)) {
    if (cell.charAt(index + 1) !== '"') return index
  }
  return from
}
