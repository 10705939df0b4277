import type { Calendar, LinkType, ResourceKind } from '@throughline/contract'

/** A demonstration plan as code. Days are calendar days unless said otherwise; keys are unique within their list. */
export interface SeedPlan {
  /** Names the plan in `project.seed_key`; never changes. */
  readonly key: string
  readonly name: string
  readonly description: string
  /** Days from today to the project's start, which is the Monday of that week; negative puts today inside the plan. */
  readonly startsInDays: number
  readonly timeZone: string
  /** The first one is the project calendar. */
  readonly calendars: readonly [SeedCalendar, ...SeedCalendar[]]
  readonly resources: readonly SeedResource[]
  /** A tree: a task with children is a summary. Keys are unique in the whole tree. */
  readonly tasks: readonly SeedTask[]
}

export interface SeedCalendar {
  readonly key: string
  readonly name: string
  /** Monday to Friday, eight hours, unless given. */
  readonly week?: Calendar['week']
  readonly holidays?: readonly SeedHoliday[]
}

/** A holiday of every year by its date (`12-25`), or once by its distance from the project's start. */
export type SeedHoliday =
  | { readonly name: string; readonly date: `${number}-${number}` }
  | { readonly name: string; readonly onDay: number; readonly days?: number }

export interface SeedResource {
  readonly key: string
  readonly name: string
  readonly kind?: ResourceKind
  readonly calendar?: string
  readonly maxUnits?: number
}

export interface SeedTask {
  readonly key: string
  readonly name: string
  readonly notes?: string
  /** Working days of eight hours; may be a fraction. A task without any is a milestone. */
  readonly days?: number
  readonly percentComplete?: number
  /** Starts no earlier than 08:00 this many days after the project's start. */
  readonly notBeforeDay?: number
  readonly calendar?: string
  /** Keys of resources; `designer 50%` assigns half of one. */
  readonly who?: readonly string[]
  /** Predecessors: `design`, `design SS`, `design FF+2d`, `design FS-0.5d` (lag or lead in working days). */
  readonly after?: readonly string[]
  readonly children?: readonly SeedTask[]
}

export interface SeedLink {
  readonly predecessor: string
  readonly type: LinkType
  readonly lagMinutes: number
}

export const minutesOfDay = 480

/** Reads a predecessor as `SeedTask.after` writes it. */
export function parseSeedLink(text: string): SeedLink {
  const [, predecessor, type = 'FS', lagDays = '0'] = /^([\w-]+)(?: (FS|SS|FF|SF)([+-][\d.]+)?d?)?$/.exec(text) ?? []
  if (!predecessor) throw new RangeError(`"${text}" is not a link`)
  return { predecessor, type: type as LinkType, lagMinutes: Math.round(Number(lagDays) * minutesOfDay) }
}

/** Reads an assignment as `SeedTask.who` writes it. */
export function parseSeedAssignment(text: string): { resource: string; units: number } {
  const [, resource, percent = '100'] = /^([\w-]+)(?: (\d+)%)?$/.exec(text) ?? []
  if (!resource) throw new RangeError(`"${text}" is not an assignment`)
  return { resource, units: Number(percent) / 100 }
}

/** All tasks, parents before their children, each with the key of its parent and its place among its siblings. */
export function flattenSeedTasks(
  tasks: readonly SeedTask[],
  parent: string | null = null,
): { task: SeedTask; parent: string | null; index: number }[] {
  return tasks.flatMap((task, index) => [{ task, parent, index }, ...flattenSeedTasks(task.children ?? [], task.key)])
}
