import { type Minute, minuteOf, type WorkingTime } from '@throughline/engine'
import type { DocumentTask, LinkType, PlanDocument } from '../plan-document.ts'
import { calendarLookup } from '../work-calendars.ts'
import type { GanttOptions } from './gantt-options.ts'
import { dayText, durationText, nameList, spanText, timeText } from './row-texts.ts'
import { baselineSpan, minuteOrNull, type Span, spanOf, workedParts } from './span.ts'

/** What one row shows. `span` is null while dates are not known. */
export interface GanttRow {
  readonly kind: 'task' | 'summary' | 'milestone'
  readonly level: number
  readonly number: string
  readonly name: string
  readonly duration: string
  readonly start: string
  readonly finish: string
  readonly span: Span | null
  /** The parts that are worked; none unless the task is interrupted. */
  readonly parts: readonly Span[]
  readonly baseline: Span | null
  readonly deadline: Minute | null
  readonly percentComplete: number
  readonly isCritical: boolean
  readonly isActive: boolean
  /** What stands beside the bar. */
  readonly label: string
  /** All of it in words. */
  readonly title: string
}

/** From and to are numbers of rows. */
export interface GanttLink {
  readonly from: number
  readonly to: number
  readonly type: LinkType
  readonly isCritical: boolean
}

export interface GanttRows {
  readonly rows: readonly GanttRow[]
  readonly links: readonly GanttLink[]
}

/** The rows of a chart in outline order, and the links between them. */
export function rowsOf(document: PlanDocument, options: GanttOptions, showable: (text: string) => string): GanttRows {
  const parents = new Set(document.tasks.map(({ parentKey }) => parentKey))
  const context: RowContext = {
    document,
    options,
    showable,
    calendarOf: calendarLookup(document),
    isSummary: (key) => parents.has(key),
    namesOf: assignedNames(document),
  }
  const places = placesOf(document.tasks)
  const all = document.tasks.map((task, index) => rowOf(task, places[index] ?? { level: 0, number: '' }, context))
  const shown = shownRows(document.tasks, all, options)
  const numbers = new Map(shown.map((index, number) => [document.tasks[index]?.key, number]))
  const rows = shown.map((index) => all[index] as GanttRow)
  return { rows, links: options.showsLinks ? linksOf(document, rows, numbers) : [] }
}

interface RowContext {
  readonly document: PlanDocument
  readonly options: GanttOptions
  readonly showable: (text: string) => string
  readonly calendarOf: (key: string | null) => WorkingTime
  readonly isSummary: (key: string) => boolean
  readonly namesOf: ReadonlyMap<string, readonly string[]>
}

interface Place {
  readonly level: number
  readonly number: string
}

/** Level from 0 and outline number of each task. */
function placesOf(tasks: readonly DocumentTask[]): Place[] {
  const known = new Map<string | null, Place & { children: number }>([[null, { level: -1, number: '', children: 0 }]])
  return tasks.map(({ key, parentKey }) => {
    const parent = known.get(parentKey) ?? { level: -1, number: '', children: 0 }
    parent.children += 1
    const number = parent.number === '' ? String(parent.children) : `${parent.number}.${parent.children}`
    const place = { level: parent.level + 1, number, children: 0 }
    known.set(key, place)
    return place
  })
}

function assignedNames({ resources, assignments }: PlanDocument): Map<string, string[]> {
  const names = new Map(resources.map(({ key, name }) => [key, name]))
  const found = new Map<string, string[]>()
  for (const { taskKey, resourceKey } of assignments) {
    const list = found.get(taskKey) ?? []
    const name = names.get(resourceKey)
    if (name !== undefined) list.push(name)
    found.set(taskKey, list)
  }
  return found
}

function rowOf(task: DocumentTask, { level, number }: Place, context: RowContext): GanttRow {
  const { document, options, isSummary, showable } = context
  const span = spanOf(task)
  const kind = isSummary(task.key) ? 'summary' : isPoint(task, span) ? 'milestone' : 'task'
  const duration =
    kind === 'summary' ? spanText(span, context.calendarOf(task.calendarKey), document) : durationText(task, document)
  const names = context.namesOf.get(task.key) ?? []
  const plain = {
    kind,
    level,
    number: task.wbs === '' ? number : showable(task.wbs),
    name: showable(task.name),
    duration,
    start: span === null ? '' : dayText(span.start),
    finish: span === null ? '' : dayText(span.finish),
    span,
    parts: span === null || kind !== 'task' ? [] : workedParts(task, span, context.calendarOf(task.calendarKey)),
    baseline: baselineSpan(task, options.baseline),
    deadline: minuteOrNull(task.deadline),
    percentComplete: task.percentComplete,
    isCritical: options.showsCritical && kind !== 'summary' && isCritical(task, document),
    isActive: task.isActive,
    label:
      kind === 'summary'
        ? ''
        : kind === 'milestone' && span !== null
          ? dayText(span.finish)
          : showable(nameList(names)),
  } as const
  return { ...plain, title: titleOf({ ...plain, name: task.name }, names) }
}

const isPoint = ({ kind, durationMinutes }: DocumentTask, span: Span | null): boolean =>
  (kind === 'milestone' || durationMinutes === 0) &&
  (span === null || span.start === span.finish || kind === 'milestone')

function isCritical({ stored }: DocumentTask, { options }: PlanDocument): boolean {
  if (stored === null) return false
  const { isCritical, totalSlackMinutes } = stored
  return isCritical ?? (totalSlackMinutes !== null && totalSlackMinutes <= (options.criticalFloatMinutes ?? 0))
}

function titleOf(row: Omit<GanttRow, 'title'>, names: readonly string[]): string {
  const { kind, span, name, duration, percentComplete, deadline } = row
  const dates =
    span === null
      ? 'no dates yet'
      : kind === 'milestone'
        ? timeText(span.finish)
        : `${timeText(span.start)} – ${timeText(span.finish)}`
  const parts = [
    dates,
    ...(kind === 'milestone' || duration === '' ? [] : [duration]),
    ...(percentComplete > 0 ? [`${percentComplete} % done`] : []),
    ...(row.isCritical ? ['critical'] : []),
    ...(row.isActive ? [] : ['inactive']),
    ...(deadline === null ? [] : [`due ${timeText(deadline)}`]),
    ...(names.length === 0 ? [] : [nameList(names)]),
  ]
  return `${name}: ${parts.join(', ')}`
}

/** Numbers of the tasks that a chart of some days shows: those that touch them, and what stands above those. */
function shownRows(tasks: readonly DocumentTask[], rows: readonly GanttRow[], { from, to }: GanttOptions): number[] {
  const all = rows.map((_, index) => index)
  if (from === null && to === null) return all
  const first = from === null ? Number.NEGATIVE_INFINITY : minuteOf(`${from}T00:00`)
  const end = to === null ? Number.POSITIVE_INFINITY : minuteOf(`${to}T00:00`) + 1440
  const touches = ({ kind, span }: GanttRow) =>
    kind !== 'summary' && span !== null && span.start < end && span.finish >= first
  const wanted = new Set<string | null>()
  for (const index of all.toReversed()) {
    const [task, row] = [tasks[index], rows[index]]
    if (task && row && (touches(row) || wanted.has(task.key))) wanted.add(task.key).add(task.parentKey)
  }
  return all.filter((index) => wanted.has(tasks[index]?.key ?? null))
}

function linksOf(
  document: PlanDocument,
  rows: readonly GanttRow[],
  numbers: ReadonlyMap<string | undefined, number>,
): GanttLink[] {
  const links: GanttLink[] = []
  for (const { predecessorKey, successorKey, type } of document.links) {
    const from = numbers.get(predecessorKey)
    const to = numbers.get(successorKey)
    if (from === undefined || to === undefined || !rows[from]?.span || !rows[to]?.span) continue
    links.push({ from, to, type, isCritical: Boolean(rows[from]?.isCritical && rows[to]?.isCritical) })
  }
  return links
}
