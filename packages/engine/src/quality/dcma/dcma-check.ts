import type { DcmaCheck, DcmaNumber } from './dcma-types.ts'

type Definition = Pick<DcmaCheck, 'name' | 'description' | 'unit' | 'comparison' | 'threshold'>

/** Days of float or duration from which on there is too much of it: two months of working days. */
export const HIGH_DAYS = 44
/** How much check 12 adds to a task. */
export const ADDED_DAYS = 600

const DEFINITIONS: Readonly<Record<DcmaNumber, Definition>> = {
  1: share('Logic', 'Incomplete tasks without a predecessor or without a successor.', 0.05),
  2: share('Leads', 'Links with a negative lag.', 0),
  3: share('Lags', 'Links with a positive lag.', 0.05),
  4: { ...share('Relationship types', 'Links from finish to start.', 0.9), comparison: 'at-least' },
  5: share('Hard constraints', 'Incomplete tasks that must start or finish on or before a date.', 0.05),
  6: share('High float', `Incomplete tasks with a total float of more than ${HIGH_DAYS} days.`, 0.05),
  7: count('Negative float', 'Incomplete tasks with a total float below zero.'),
  8: share('High duration', `Incomplete tasks that last more than ${HIGH_DAYS} days.`, 0.05),
  9: count('Invalid dates', 'Forecast dates before the status date, actual dates after it.'),
  10: count('Resources', 'Incomplete tasks of a day or more with neither resource nor cost.'),
  11: share('Missed tasks', 'Tasks due by the status date that finish after their baseline.', 0.05),
  12: {
    name: 'Critical path test',
    description: `How many days the project moves when the first critical task takes ${ADDED_DAYS} days more.`,
    unit: 'days',
    comparison: 'at-least',
    threshold: ADDED_DAYS * 0.95,
  },
  13: index('Critical path length index', 'Critical path length with its total float, over the length.'),
  14: index('Baseline execution index', 'Tasks completed over tasks that were to be by the status date.'),
}

/** What a check found, before it is judged. */
export interface DcmaFound {
  readonly value: number
  readonly count: number
  readonly population: number
  readonly taskIds?: readonly string[]
  readonly linkIds?: readonly string[]
  /** In place of the usual one. */
  readonly threshold?: number
}

export function judged(number: DcmaNumber, found: DcmaFound): DcmaCheck {
  const definition = DEFINITIONS[number]
  const threshold = found.threshold ?? definition.threshold
  const hasPassed = definition.comparison === 'at-most' ? found.value <= threshold : found.value >= threshold
  return {
    number,
    ...definition,
    threshold,
    status: hasPassed ? 'passed' : 'failed',
    reason: null,
    value: found.value,
    count: found.count,
    population: found.population,
    taskIds: found.taskIds ?? [],
    linkIds: found.linkIds ?? [],
  }
}

export function notApplicable(number: DcmaNumber, reason: string): DcmaCheck {
  const nothing = { value: null, count: 0, population: 0, taskIds: [], linkIds: [] }
  return { number, ...DEFINITIONS[number], ...nothing, status: 'not-applicable', reason }
}

/** The offenders as a share of, or a number within, a population that is not empty. */
export function judgedTasks(
  number: DcmaNumber,
  offenders: readonly { readonly id: string }[],
  population: number,
): DcmaCheck {
  const value = DEFINITIONS[number].unit === 'share' ? offenders.length / population : offenders.length
  return judged(number, { value, count: offenders.length, population, taskIds: offenders.map(({ id }) => id) })
}

function share(name: string, description: string, threshold: number): Definition {
  return { name, description, unit: 'share', comparison: 'at-most', threshold }
}

function count(name: string, description: string): Definition {
  return { name, description, unit: 'count', comparison: 'at-most', threshold: 0 }
}

function index(name: string, description: string): Definition {
  return { name, description, unit: 'index', comparison: 'at-least', threshold: 0.95 }
}
