import type { Movement } from './movement.ts'

const longestName = 80

/** “Wiring”, shortened where it is long. */
export const quoted = (name: string): string =>
  `“${name.length > longestName ? `${name.slice(0, longestName - 1).toWellFormed()}…` : name}”`

export const taskWords = ({ names }: Pick<Movement, 'names'>, id: string | null | undefined): string => {
  const name = names.get(id ?? '')
  return name === undefined ? 'a task' : quoted(name)
}

export const calendarWords = ({ calendars }: Movement, id: unknown): string => {
  const name = calendars.get(String(id))?.name
  return name === undefined ? 'a calendar' : `the calendar ${quoted(name)}`
}

export const resourceWords = ({ resources }: Movement, id: unknown): string => {
  const name = resources.get(String(id))?.name
  return name === undefined ? 'a resource' : quoted(name)
}
