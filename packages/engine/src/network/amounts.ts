import { InvalidInputError } from '../errors.ts'

/** No duration, lag or delay is longer: a thousand years of minutes. */
export const MOST_MINUTES = 525_960_000

/** Throws InvalidInputError for what is no whole number or too small or large. */
export function checkAmount(kind: 'task' | 'link', id: string, what: string, minutes: number, least: number): number {
  if (isAmount(minutes, least)) return minutes
  throw new InvalidInputError(kind, id, `has ${what} of ${minutes} minutes; whole numbers from ${least} are possible`)
}

export function isAmount(minutes: number, least: number): boolean {
  return Number.isInteger(minutes) && minutes >= least && minutes <= MOST_MINUTES
}
