import { FormatError } from '../format-error.ts'
import { clampMinutes } from '../limits.ts'
import type { DocumentLink, DocumentTask, LinkType } from '../plan-document.ts'
import { workingPartOf } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import type { OutlineTable } from './outline.ts'
import type { ProjectRow } from './project-row.ts'
import type { LinkRow, TaskRow } from './task-row.ts'
import { isElapsedFormat, isPercentFormat } from './values.ts'

const LINK_TYPES: readonly LinkType[] = ['FF', 'FS', 'SF', 'SS']

interface LinkContext {
  readonly project: ProjectRow
  readonly warnings: Warnings
  /** Minutes that a percentage is of, by the UID of the predecessor. */
  readonly durations: ReadonlyMap<number, number>
  readonly leftOut: ReadonlySet<number>
}

/** Throws FormatError for a predecessor that the file does not have, or a type of link that there is not. */
export function buildLinks(
  { rows, leftOut }: OutlineTable,
  tasks: readonly DocumentTask[],
  project: ProjectRow,
  warnings: Warnings,
): DocumentLink[] {
  const durations = new Map(
    rows.map(({ row, isSummary }, index) => [
      row.uid,
      (isSummary ? row.durationMinutes : tasks[index]?.durationMinutes) ?? 0,
    ]),
  )
  const context = { project, warnings, durations, leftOut }
  return rows.flatMap(({ row }) => row.links.flatMap((link) => buildLink(link, row, context)))
}

function buildLink(link: LinkRow, successor: TaskRow, context: LinkContext): DocumentLink[] {
  if (!isKept(link, successor, context)) return []
  const type = LINK_TYPES[link.type]
  if (type === undefined) throw linkError(link, `A link of “${successor.name}” has the unknown type ${link.type}`)
  return [
    {
      predecessorKey: String(link.predecessorUid),
      successorKey: String(successor.uid),
      type,
      lagMinutes: clampMinutes(lagMinutes(link, successor, context), link, context.warnings),
      line: link.line,
    },
  ]
}

function isKept(link: LinkRow, successor: TaskRow, { warnings, durations, leftOut }: LinkContext): boolean {
  if (link.isCrossProject) {
    warnings.add(
      'link to another project',
      link,
      `A link of “${successor.name}” comes from another project; it is left out.`,
    )
    return false
  }
  if (durations.has(link.predecessorUid)) return true
  if (!leftOut.has(link.predecessorUid)) {
    const message = `“${successor.name}” depends on the task with UID ${link.predecessorUid}, which the file does not have`
    throw linkError(link, message)
  }
  const message = `A link of “${successor.name}” comes from a row that is left out (UID ${link.predecessorUid}), and so is the link.`
  warnings.add('link from a row left out', link, message)
  return false
}

/** LinkLag is in tenths of a minute or, by its format, a percentage of the predecessor's duration. */
function lagMinutes(link: LinkRow, successor: TaskRow, { project, warnings, durations }: LinkContext): number {
  if (isPercentFormat(link.lagFormat)) {
    return (link.lag / 100) * (durations.get(link.predecessorUid) ?? 0)
  }
  const minutes = link.lag / 10
  if (minutes === 0 || !isElapsedFormat(link.lagFormat)) return minutes
  const working = workingPartOf(minutes, project.minutesPerDay, project.minutesPerWeek)
  const message = `The lag before “${successor.name}” is elapsed time; ${working} working minutes stand in for it.`
  warnings.add('elapsed lag', link, message)
  return working
}

function linkError(link: LinkRow, message: string): FormatError {
  return new FormatError(message, { line: link.line, column: 0, path: 'Project/Tasks/Task/PredecessorLink' })
}
