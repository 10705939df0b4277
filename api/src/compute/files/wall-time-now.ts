/** The wall time of a moment in a time zone. */
export function wallTimeIn(timeZone: string, moment: Date): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat('sv-SE', options).format(moment).replace(' ', 'T').slice(0, 16)
}

/** A moment as a wall time in UTC. */
export const utcOf = (instant: string): string => new Date(instant).toISOString().slice(0, 16)
