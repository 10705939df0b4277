// Calendars are worked out for the years 1600 to 3000, in days and in minutes since 1970-01-01.
import { MINUTES_PER_DAY } from '../time.ts'

export const FIRST_DAY = -135_140
export const END_DAY = 376_565
export const FIRST_MINUTE = FIRST_DAY * MINUTES_PER_DAY
export const END_MINUTE = END_DAY * MINUTES_PER_DAY
