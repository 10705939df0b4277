import type { Calendar } from '@throughline/contract'

type Shifts = NonNullable<Calendar['week'][number]>

const two = (value: number) => String(value).padStart(2, '0')
const timeOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** "08:00-12:00, 13:00-17:00"; a shift that goes on past midnight ends at more than 24:00. */
export const formatShifts = (shifts: Shifts): string =>
  shifts.map(({ from, to }) => `${timeOf(from)}-${timeOf(to)}`).join(', ')

const shift = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/

/**
 * Reads what `formatShifts` says, also "8-12, 13-17"; null when it says something else. A shift that ends before it begins goes
 * on until then of the next day.
 */
export function readShifts(text: string): Shifts | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const shifts: Shifts = []
  for (const part of parts) {
    const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = shift.exec(part) ?? []
    if (fromHour === undefined || toHour === undefined || Number(fromMinute) > 59 || Number(toMinute) > 59) return null
    const from = Number(fromHour) * 60 + Number(fromMinute)
    const end = Number(toHour) * 60 + Number(toMinute)
    const to = end <= from ? end + 1_440 : end
    const isInOrder = from >= (shifts.at(-1)?.to ?? 0)
    if (from > 1_439 || to > 2_880 || !isInOrder) return null
    shifts.push({ from, to })
  }
  return shifts.length > 10 ? null : shifts
}

/** A day of a calendar's week as it is typed: a star is as in the base. */
export const formatDayShifts = (day: Calendar['week'][number]): string => (day === null ? '*' : formatShifts(day))

export function readDayShifts(text: string, hasBase: boolean): Calendar['week'][number] | undefined {
  if (text.trim() === '*') return hasBase ? null : undefined
  return readShifts(text) ?? undefined
}
