import { z } from 'zod'

/** Text that PostgreSQL can hold: no NUL, no lone surrogates. */
const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed()

export const text = (maximum: number) =>
  z.string().max(maximum).refine(isStorable, 'must not contain NUL or broken characters')

export const label = (maximum: number) =>
  z.string().trim().min(1).max(maximum).refine(isStorable, 'must not contain NUL or broken characters')

export const id = z.uuid().meta({ description: 'UUID; version 7 when made by the service' })

/** The years that calendars are worked out for, by the engine and by files of other programs. */
const year = '(1[6-9]\\d\\d|2\\d\\d\\d|3000)'
const date = `${year}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])`
const wallTimeForm = new RegExp(`^${date}T([01]\\d|2[0-3]):[0-5]\\d$`)
const dateForm = new RegExp(`^${date}$`)

/** Project-local wall time without a zone, to the minute: `2026-03-02T08:00`. */
export const wallTime = z
  .string()
  .regex(wallTimeForm, 'must look like 2026-03-02T08:00, of the years 1600 to 3000')
  .refine((value) => isRealDate(value.slice(0, 10)), 'is not a date of the calendar')
  .meta({
    id: 'WallTime',
    description: 'Project-local wall time, to the minute, without a zone',
    example: '2026-03-02T08:00',
  })

/** A calendar date: `2026-03-02`. */
export const plainDate = z
  .string()
  .regex(dateForm, 'must look like 2026-03-02, of the years 1600 to 3000')
  .refine(isRealDate, 'is not a date of the calendar')

/** A moment: ISO 8601 with zone. */
export const instant = z.iso.datetime({ offset: true })

export const timeZone = z.string().max(64).refine(isTimeZone, 'is not an IANA time zone')

/** The number that orders everything that happens to one stream; starts at 0, gap-free, in commit order. */
export const revision = z.int().min(0).meta({ description: 'Revision of the stream (a project, an import)' })

/** Whole working minutes. 50 years of working time at most. */
export const workingMinutes = z.int().min(0).max(6_240_000)
export const lagMinutes = z.int().min(-6_240_000).max(6_240_000)

/** Money in hundredths of its currency. */
export const minorUnits = z.int().min(0).max(1_000_000_000_000)

/** `true` or `false` in a query. */
export const flag = () => z.enum(['true', 'false']).transform((value) => value === 'true')

/** A whole number in a query or a path, in plain digits. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most),
  )

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

function isRealDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}

/** A page of a list, newest first; `next` is the cursor of the following page, null at the end. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() })
