import type { Driver, Drivers, PlanLink } from '../index.ts'
import { startDay, workingDays } from './inclusive-dates.ts'

/** Looks a link up by its id. */
export type LinkOf = (linkId: string) => PlanLink | undefined

/** What binds the start, and after it, marked `on: "finish"`, what binds the finish other than the duration. */
export function driversJson(drivers: Drivers, linkOf: LinkOf, minutesPerDay: number): object[] {
  const starts = drivers.start.map((driver) => driverJson(driver, linkOf, minutesPerDay))
  const finishes = drivers.finish
    .filter(({ kind }) => kind !== 'duration')
    .map((driver) => ({ ...driverJson(driver, linkOf, minutesPerDay), on: 'finish' }))
  return [...starts, ...finishes]
}

/** The engine's fields; a link is told by its two tasks as well, days instead of minutes. */
function driverJson(driver: Driver, linkOf: LinkOf, minutesPerDay: number): object {
  if (driver.kind === 'calendar-gap') return { ...driver, from: startDay(driver.from) }
  if (driver.kind !== 'link') return driver
  const link = linkOf(driver.linkId)
  return link === undefined
    ? driver
    : { ...driver, from: link.predecessorId, to: link.successorId, type: link.type, ...lagJson(link, minutesPerDay) }
}

function lagJson(link: PlanLink, minutesPerDay: number): object {
  if (link.lagUnit === 'percent') return { lag_percent: link.lagMinutes }
  if (link.lagUnit === 'elapsed') return { lag_elapsed: workingDays(link.lagMinutes, 1440) }
  return { lag: workingDays(link.lagMinutes, minutesPerDay) }
}

/** A driver in a few words, such as `T0 FS + 2 d`. */
export function driverText(driver: Driver, linkOf: LinkOf, minutesPerDay: number): string {
  const link = driver.kind === 'link' ? linkOf(driver.linkId) : undefined
  if (link !== undefined) return `${link.predecessorId} ${link.type}${lagText(link, minutesPerDay)}`
  if (driver.kind === 'constraint') return `constraint ${driver.constraint}`
  if (driver.kind === 'calendar-gap') return `no work from ${startDay(driver.from)}`
  return driver.kind.replaceAll('-', ' ')
}

function lagText({ lagMinutes, lagUnit }: PlanLink, minutesPerDay: number): string {
  if (lagMinutes === 0) return ''
  const sign = lagMinutes < 0 ? '-' : '+'
  const size = Math.abs(lagMinutes)
  if (lagUnit === 'percent') return ` ${sign} ${size} %`
  if (lagUnit === 'elapsed') return ` ${sign} ${workingDays(size, 1440)} elapsed d`
  return ` ${sign} ${workingDays(size, minutesPerDay)} d`
}
