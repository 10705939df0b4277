import { type DateField, isOwnPath, type SignInProblem, signInProblems } from '@throughline/contract'
import { isProjectSort, type ProjectListView } from '../features/projects/lib/project-order.ts'
import { type TaskTab, taskTabs } from '../lib/task-panel.ts'

export interface ScheduleSearch {
  task?: string
  /** With a task: the date whose cause is asked for. */
  why?: DateField
  /** With a task, in the place of a date: what its panel shows. */
  panel?: TaskTab
  /** Likewise, as mails have it: one of its comments, or `all`. */
  comment?: string
  /** A saved view. */
  v?: string
  /** Words to be found, conditions, order and group of the table, see `view-settings` of the schedule. */
  q?: string
  f?: string
  s?: string
  g?: string
  /** Selected rows, with commas between. */
  rows?: string
  /** Pixels of a day. */
  z?: number
}

export interface ResourcesSearch {
  by?: 'day' | 'week' | 'month'
  /** A day in the first stretch that is shown. */
  from?: string
}

export interface CalendarSearch {
  by?: 'month' | 'week'
  /** A day that is shown. */
  day?: string
  /** Words that tasks have in their names. */
  q?: string
  critical?: true
}

/** A revision, or a moment as text. */
export type HistoryPoint = number | string

export interface HistorySearch {
  /** The plan of then. */
  at?: HistoryPoint
  /** Compares from here … */
  from?: HistoryPoint
  /** … to here; the present when left out. */
  to?: HistoryPoint
}

export interface NewImportSearch {
  /** The project to bring up to date; left out, the import makes one. */
  project?: string
}

export interface ImportSearch {
  /** Of a table that waits for its review. */
  view?: 'columns' | 'review'
}

export interface ProjectsSearch extends ProjectListView {
  dialog?: 'new'
}

/** Only a path of our own, so that a link cannot send someone elsewhere after sign-in. */
const ownPathOf = (value: unknown): string | undefined =>
  typeof value === 'string' && isOwnPath(value) ? value : undefined

export interface AccountSearch {
  /** Why what a provider said was not taken. */
  problem?: SignInProblem
}

export interface SignInSearch extends AccountSearch {
  next?: string
  /** After a provider: the code of the second step is still to come. */
  code?: 'needed'
}

export const projectsSearch = ({ dialog, find, sort }: Record<string, unknown>): ProjectsSearch => ({
  ...(typeof find === 'string' && find ? { find } : typeof find === 'number' ? { find: String(find) } : {}),
  ...(isProjectSort(sort) ? { sort } : {}),
  ...(dialog === 'new' ? { dialog } : {}),
})

export const accountSearch = ({ problem }: Record<string, unknown>): AccountSearch =>
  typeof problem === 'string' && Object.hasOwn(signInProblems, problem) ? { problem: problem as SignInProblem } : {}

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  const next = ownPathOf(search.next)
  return {
    ...accountSearch(search),
    ...(next ? { next } : {}),
    ...(search.code === 'needed' ? { code: 'needed' } : {}),
  }
}

const longest = 4_000
const viewKeys = ['v', 'q', 'f', 's', 'g', 'rows'] as const

/** What an address says of how the table is looked at; numbers are words that look like them. */
function tableSearch(search: Record<string, unknown>): ScheduleSearch {
  const said = viewKeys.flatMap((key) => {
    const value = typeof search[key] === 'number' ? String(search[key]) : search[key]
    return typeof value === 'string' && value !== '' && value.length <= longest ? [[key, value]] : []
  })
  const zoom = Number(search.z)
  return { ...Object.fromEntries(said), ...(zoom > 0 && zoom < 100_000 ? { z: zoom } : {}) }
}

export function scheduleSearch(search: Record<string, unknown>): ScheduleSearch {
  const table = tableSearch(search)
  if (typeof search.task !== 'string') return table
  const why = search.why === 'start' || search.why === 'finish' ? { why: search.why } : {}
  const about = { ...table, task: search.task }
  if ('why' in why) return { ...about, ...why } as ScheduleSearch
  if (typeof search.comment === 'string') return { ...about, comment: search.comment }
  const panel = taskTabs.find((tab) => tab === search.panel)
  return panel ? { ...about, panel } : about
}

/** Revisions are numbers, so that an address says them without quotes. */
function pointOf(value: unknown): HistoryPoint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  if (/^\d{1,15}$/.test(value)) return Number(value)
  return Number.isNaN(Date.parse(value)) ? undefined : value
}

export function historySearch(search: Record<string, unknown>): HistorySearch {
  const [at, from, to] = [search.at, search.from, search.to].map(pointOf)
  if (from !== undefined) return { from, ...(to === undefined ? {} : { to }) }
  return at === undefined ? {} : { at }
}

export const newImportSearch = ({ project }: Record<string, unknown>): NewImportSearch =>
  typeof project === 'string' && project ? { project } : {}

export const importSearch = ({ view }: Record<string, unknown>): ImportSearch =>
  view === 'columns' || view === 'review' ? { view } : {}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))

export function resourcesSearch({ by, from }: Record<string, unknown>): ResourcesSearch {
  const unit = (['day', 'week', 'month'] as const).find((each) => each === by)
  return { ...(unit ? { by: unit } : {}), ...(isDay(from) ? { from } : {}) }
}

export function calendarSearch({ by, day, q, critical }: Record<string, unknown>): CalendarSearch {
  const words = typeof q === 'number' ? String(q) : q
  return {
    ...(by === 'week' ? { by } : {}),
    ...(isDay(day) ? { day } : {}),
    ...(typeof words === 'string' && words !== '' ? { q: words.slice(0, 200) } : {}),
    ...(critical === true ? { critical } : {}),
  }
}
