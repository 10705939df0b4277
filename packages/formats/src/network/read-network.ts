import type { CalendarSpec, Plan } from '@throughline/engine'
import { withProgress } from './actual-dates.ts'
import { dayOfValue, fail, idOf, isAbsent, type JsonObject, objectOf, shown } from './json-values.ts'
import { readAssignments, readLinks, readResources } from './links.ts'
import { parseJson } from './parse-json.ts'
import { type DurationEstimate, type NetworkTasks, readTasks } from './tasks.ts'
import { calendarOf, startOfDay } from './working-days.ts'

export type { DurationEstimate }

/** A network JSON file as the engine takes it; `estimates` and `names` by task id, where the file has them. */
export interface NetworkFile {
  readonly plan: Plan
  readonly estimates: ReadonlyMap<string, DurationEstimate>
  readonly names: ReadonlyMap<string, string>
}

const SCHEMA = 'network/1'
const PROJECT_CALENDAR = ''

/**
 * Reads the text of a network JSON file. Durations, estimates and lags are working days of 480
 * minutes, dates are whole days. A `data_date` is Primavera's: no remaining work lies before it, and
 * what is left of a task waits for its predecessors.
 * @throws FormatError naming the path of what is wrong
 */
export function readNetwork(text: string): NetworkFile {
  const file = objectOf(parseJson(text), { list: '' })
  if (!isAbsent(file.schema) && file.schema !== SCHEMA) {
    fail({ list: 'schema' }, `must be ${shown(SCHEMA)}, and is ${shown(file.schema)}`)
  }
  const { calendars, calendarId } = readCalendars(file)
  const calendarIds = new Set(calendars.map(({ id }) => id))
  const { tasks, indexOf, names, estimates, progress } = readTasks(file.tasks, calendarIds)
  const resources = readResources(file.resources, calendarIds)
  const dataDay = isAbsent(file.data_date) ? null : dayOfValue(file.data_date, { list: 'data_date' })
  const plan: Plan = {
    start: startOfDay(dayOfValue(file.start, { list: 'start' })),
    statusDate: dataDay === null ? null : startOfDay(dataDay),
    calendarId,
    calendars,
    tasks,
    links: readLinks(file.dependencies, indexOf),
    resources,
    assignments: readAssignments(file.assignments, indexOf, new Set(resources.map(({ id }) => id))),
    options: {
      startBindsAll: true,
      ...(dataDay === null ? {} : { statusDateMovesWork: true, outOfSequence: 'retainedLogic' as const }),
    },
  }
  const progressed = withProgress(plan, progress)
  return { plan: progressed, estimates: progress.size === 0 ? estimates : rescaled(estimates, plan, progressed), names }
}

/** Estimates are of the duration that a task has in the plan. */
function rescaled(estimates: NetworkTasks['estimates'], before: Plan, after: Plan): NetworkTasks['estimates'] {
  const scaled = new Map(estimates)
  for (const [index, { id, durationMinutes }] of after.tasks.entries()) {
    const estimate = estimates.get(id)
    const stated = before.tasks[index]?.durationMinutes ?? 0
    if (estimate === undefined || stated === durationMinutes || stated === 0) continue
    const scale = (minutes: number) => Math.round((minutes * durationMinutes) / stated)
    scaled.set(id, {
      optimisticMinutes: scale(estimate.optimisticMinutes),
      mostLikelyMinutes: scale(estimate.mostLikelyMinutes),
      pessimisticMinutes: scale(estimate.pessimisticMinutes),
    })
  }
  return scaled
}

/** `calendar` is a calendar, or the name of one in `calendars`. */
function readCalendars(file: JsonObject): { calendars: CalendarSpec[]; calendarId: string } {
  const named = isAbsent(file.calendars) ? {} : objectOf(file.calendars, { list: 'calendars' })
  const calendars = Object.entries(named).map(([name, value]) => calendarOf(value, name, `calendars.${name}`))
  if (typeof file.calendar !== 'string') {
    return {
      calendars: [calendarOf(file.calendar, PROJECT_CALENDAR, 'calendar'), ...calendars],
      calendarId: PROJECT_CALENDAR,
    }
  }
  const calendarId = idOf(file.calendar, '', 0, 'calendar')
  if (!Object.hasOwn(named, calendarId))
    fail({ list: 'calendar' }, `is ${shown(calendarId)}, and calendars has no such entry`)
  return { calendars, calendarId }
}
