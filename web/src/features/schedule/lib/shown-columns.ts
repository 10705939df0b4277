import { columnKey, type ViewColumn } from '@throughline/contract'
import type { Column } from './columns.ts'

const narrowest = 36

/** The columns that were kept for this visit; none where nothing readable was. */
export function readKept(kept: string | null): readonly ViewColumn[] {
  try {
    const read: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(read) ? read.flatMap(columnOf) : []
  } catch {
    return []
  }
}

/** As a saved view has it, without the schema, which the first look at a plan does not load. */
function columnOf(read: unknown): ViewColumn[] {
  if (typeof read !== 'object' || read === null || !('key' in read)) return []
  const { key } = read
  if (typeof key !== 'string' || !columnKey.test(key)) return []
  const isWide = 'width' in read && typeof read.width === 'number'
  return [isWide ? { key, width: clamped(read.width as number) } : { key }]
}

/** The chosen columns that there are, as wide as they were made; the name is always there. */
export function shownColumns(all: readonly Column[], chosen: readonly ViewColumn[]): readonly Column[] {
  const found = chosen.flatMap(({ key, width }) => {
    const column = all.find((each) => each.key === key)
    return column ? [width ? { ...column, width } : column] : []
  })
  const name = all.find(({ key }) => key === 'name')
  return found.some(({ key }) => key === 'name') || !name ? found : [name, ...found]
}

const chosenOf = ({ key, width }: Column): ViewColumn => ({ key, width })

export const resized = (shown: readonly Column[], key: string, width: number): ViewColumn[] =>
  shown.map((column) => chosenOf(column.key === key ? { ...column, width: clamped(width) } : column))

const clamped = (width: number): number => Math.round(Math.min(1_000, Math.max(narrowest, width)))

/** A column put before the one at a place. */
export function reordered(shown: readonly Column[], key: string, at: number): ViewColumn[] {
  const moved = shown.find((column) => column.key === key)
  const before = shown.slice(0, Math.max(0, at)).filter((column) => column !== moved)
  const after = shown.slice(Math.max(0, at)).filter((column) => column !== moved)
  return [...before, ...(moved ? [moved] : []), ...after].map(chosenOf)
}

/** Shown or not; a column that is added comes last. */
export function toggled(all: readonly Column[], shown: readonly Column[], key: string): ViewColumn[] {
  if (shown.some((column) => column.key === key)) return shown.filter((column) => column.key !== key).map(chosenOf)
  const added = all.find((column) => column.key === key)
  return [...shown, ...(added ? [added] : [])].map(chosenOf)
}
