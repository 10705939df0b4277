// The text of a calendar: nested parentheses, "(0||name(properties)(children))", where line ends
// are bytes of 0x7F. Days of the week are named 1 (Sunday) to 7, shifts have properties
// "s|08:00|f|12:00", exceptions "d|" and a day, counted from 1899-12-30.
import { type CalendarExceptionSpec, type ShiftSpec, textOfDay } from '@throughline/engine'

interface Node {
  readonly name: string
  readonly properties: string
  readonly children: readonly Node[]
}

/** A week of null when the text does not name any day. */
export interface ClndrData {
  readonly week: readonly (readonly ShiftSpec[])[] | null
  readonly exceptions: readonly CalendarExceptionSpec[]
}

const MINUTES_PER_DAY = 1440
const DAY_OF_1899_12_30 = -25_569
const MAXIMUM_DEPTH = 16
/** The years 1900 to 2199. */
const LAST_SERIAL = 109_938

/** Null for text that is not a calendar. */
export function parseClndrData(text: string): ClndrData | null {
  const nodes = parseNodes(text)
  const root = nodes?.[0]
  if (root === undefined) return null
  const parts = root.name === 'CalendarData' ? root.children : (nodes ?? [])
  const days = parts.find(({ name }) => name === 'DaysOfWeek')?.children ?? []
  const exceptions = parts.find(({ name }) => name === 'Exceptions')?.children ?? []
  return { week: weekOf(days), exceptions: exceptions.flatMap(exceptionOf) }
}

function weekOf(days: readonly Node[]): ClndrData['week'] {
  if (days.length === 0) return null
  const week: (readonly ShiftSpec[])[] = Array.from({ length: 7 }, () => [])
  for (const { name, children } of days) {
    const day = Number(name)
    if (Number.isInteger(day) && day >= 1 && day <= 7) week[(day + 5) % 7] = shiftsOf(children)
  }
  return week
}

function exceptionOf({ properties, children }: Node): CalendarExceptionSpec[] {
  const serial = Number(propertiesOf(properties).get('d'))
  if (!Number.isInteger(serial) || serial < 1 || serial > LAST_SERIAL) return []
  const day = textOfDay(DAY_OF_1899_12_30 + serial)
  return [{ from: day, to: day, shifts: shiftsOf(children) }]
}

/** A shift until 00:00 lasts to the end of the day, one that ends before it starts into the next. */
function shiftsOf(nodes: readonly Node[]): ShiftSpec[] {
  const shifts = nodes.flatMap(({ properties }) => {
    const values = propertiesOf(properties)
    const from = timeOf(values.get('s'))
    const end = timeOf(values.get('f'))
    if (from === null || end === null) return []
    return [{ from, to: end > from ? end : end + MINUTES_PER_DAY }]
  })
  const merged: ShiftSpec[] = []
  for (const shift of shifts.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last === undefined || last.to < shift.from) merged.push(shift)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, shift.to) }
  }
  return merged
}

function timeOf(text: string | undefined): number | null {
  const match = /^(\d{1,2}):(\d{2})\s*([AP]M)?$/i.exec(text ?? '')
  if (match === null) return null
  const half = match[3]?.toUpperCase()
  const hours = half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === 'PM' ? 12 : 0)
  const minutes = Number(match[2])
  return hours > 24 || minutes > 59 ? null : (hours * 60 + minutes) % MINUTES_PER_DAY
}

/** Of "s|08:00|f|12:00". */
function propertiesOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split('|').map((part) => part.trim())
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < parts.length; at += 2) pairs.push([parts[at] ?? '', parts[at + 1] ?? ''])
  return new Map(pairs)
}

/** Null when parentheses do not match or what stands between is not known. */
function parseNodes(text: string): Node[] | null {
  let at = 0
  const skipSpace = (): void => {
    while (at < text.length && /[\s\x7f]/.test(text[at] as string)) at += 1
  }
  const take = (mark: string): boolean => {
    skipSpace()
    if (!text.startsWith(mark, at)) return false
    at += mark.length
    return true
  }
  const takeUntil = (mark: string): string | null => {
    const end = text.indexOf(mark, at)
    if (end < 0) return null
    const taken = text.slice(at, end)
    at = end
    return taken
  }
  const parseList = (depth: number): Node[] | null => {
    const nodes: Node[] = []
    for (skipSpace(); text[at] === '('; skipSpace()) {
      const node = parseNode(depth)
      if (node === null) return null
      nodes.push(node)
    }
    return nodes
  }
  const parseNode = (depth: number): Node | null => {
    if (depth > MAXIMUM_DEPTH || !take('(') || takeUntil('||') === null || !take('||')) return null
    const name = takeUntil('(')?.trim()
    if (name === undefined || !take('(')) return null
    const properties = takeUntil(')')
    if (properties === null || !take(')') || !take('(')) return null
    const children = parseList(depth + 1)
    if (children === null || !take(')') || !take(')')) return null
    return { name, properties, children }
  }
  return parseList(0)
}
