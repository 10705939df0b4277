import { z } from 'zod'
import { id, label, plainDate, revision } from '../primitives.ts'
import { calendarDefaults } from './default-values.ts'
import { type EntitySchemas, refusing } from './entity-schemas.ts'
import { withDefaults } from './with-defaults.ts'

/**
 * A working shift in minutes of the day it begins on, `from` before `to`: 480 to 720 is 08:00 to 12:00, 1320 to 1800 goes
 * on until 06:00 of the next day.
 */
export const shift = z
  .strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(2880) })
  .refine((value) => value.from < value.to, 'a shift ends after it starts')

const shifts = z
  .array(shift)
  .max(10)
  .refine(
    (list) => list.every((value, index) => index === 0 || (list[index - 1]?.to ?? 0) <= value.from),
    'shifts are in order and do not overlap',
  )

const every = z.int().min(1).max(1_000)
const weekday = z.int().min(1).max(7)
const month = z.int().min(1).max(12)
const day = z.int().min(1).max(31)
const position = z.int().refine((value) => value === -1 || (value >= 1 && value <= 4), 'is 1 to 4, or -1 for the last')

/** Which days of its range an exception is about. Weekdays 1 = Monday to 7 = Sunday. */
export const recurrence = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('daily'), every }),
    z.strictObject({ kind: z.literal('weekly'), every, weekdays: z.array(weekday).min(1).max(7) }),
    z.strictObject({ kind: z.literal('monthly-day'), every, day }),
    z.strictObject({ kind: z.literal('monthly-weekday'), every, weekday, position }),
    z.strictObject({ kind: z.literal('yearly-day'), month, day }),
    z.strictObject({ kind: z.literal('yearly-weekday'), month, weekday, position }),
  ])
  .meta({ id: 'Recurrence' })

/** Dates, both included, whose working time differs from the week; no shifts: a holiday. */
export const calendarException = z
  .strictObject({
    name: z.string().max(200).optional(),
    from: plainDate,
    to: plainDate,
    shifts,
    recurs: recurrence.nullish(),
    occurrences: z.int().min(1).max(999).nullish(),
  })
  .refine((value) => value.from <= value.to, 'an exception ends on or after the day it starts')

const week = z.array(shifts.nullable()).length(7)

/** Another week for some time; a day of null is as in the calendar's own week. */
export const workWeek = z
  .strictObject({ name: z.string().max(200).optional(), from: plainDate, to: plainDate, week })
  .refine((value) => value.from <= value.to, 'a work week ends on or after the day it starts')

const fields = z.strictObject(
  {
    name: label(200),
    baseId: id.nullable().meta({ description: 'The calendar that this one says the differences to' }),
    week: week.meta({ description: 'Shifts of Monday to Sunday; null: as in the base, without one not worked' }),
    workWeeks: z.array(workWeek).max(500),
    exceptions: z.array(calendarException).max(2_000).meta({ description: 'Where they overlap, the later one counts' }),
  },
  { error: refusing(() => calendarSchemas) },
)

export type CalendarDefaults = Pick<z.infer<typeof fields>, keyof typeof calendarDefaults>

export const calendarValues = fields.partial().required({ name: true }).meta({ id: 'CalendarValues' })
export const calendarPatch = fields.partial().meta({ id: 'CalendarPatch' })
export const calendar = z
  .object({ id, projectId: id, ...withDefaults(fields.shape, calendarDefaults), revision })
  .meta({ id: 'Calendar' })

export const calendarSchemas: EntitySchemas = {
  name: 'calendar',
  read: calendar,
  values: calendarValues,
  patch: calendarPatch,
  computed: [],
}

export type CalendarValues = z.infer<typeof calendarValues>
export type CalendarPatch = z.infer<typeof calendarPatch>
export type Calendar = z.infer<typeof calendar>
