import { type Project, projectDefaults, type Task } from '@throughline/contract'

/** How long the days, weeks and months of a project are, in which durations are shown and typed. */
export type DayLengths = Pick<Project, 'minutesPerDay' | 'minutesPerWeek' | 'daysPerMonth'>

export type DurationUnit = Task['durationUnit']

/** Those of a new project, for where no project is known. */
export const usualLengths: DayLengths = projectDefaults

/** Working minutes. */
export function lengthOf(unit: DurationUnit, { minutesPerDay, minutesPerWeek, daysPerMonth }: DayLengths): number {
  if (unit === 'months') return daysPerMonth * minutesPerDay
  if (unit === 'weeks') return minutesPerWeek
  if (unit === 'days') return minutesPerDay
  return unit === 'hours' ? 60 : 1
}
