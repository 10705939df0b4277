import type { DateField } from '@throughline/contract'

export interface ScheduleSearch {
  task?: string
  /** With a task: the date whose cause is asked for. */
  why?: DateField
}

export interface HistorySearch {
  /** The plan at this revision or moment. */
  at?: string
  /** Compares from here … */
  from?: string
  /** … to here; the present when left out. */
  to?: string
}

/** Only a path of our own, so that a link cannot send someone elsewhere after sign-in. */
export const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined

export function scheduleSearch(search: Record<string, unknown>): ScheduleSearch {
  if (typeof search.task !== 'string') return {}
  const why = search.why === 'start' || search.why === 'finish' ? { why: search.why } : {}
  return { task: search.task, ...why } as ScheduleSearch
}

/** Revisions come as numbers when the address is typed, moments as text. */
function pointOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  if (typeof value !== 'string') return undefined
  return /^\d{1,15}$/.test(value) || !Number.isNaN(Date.parse(value)) ? value : undefined
}

export function historySearch(search: Record<string, unknown>): HistorySearch {
  const [at, from, to] = [search.at, search.from, search.to].map(pointOf)
  if (from !== undefined) return { from, ...(to === undefined ? {} : { to }) }
  return at === undefined ? {} : { at }
}
