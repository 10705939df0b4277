import { FormatError } from '../format-error.ts'
import { clampMinutes } from '../limits.ts'
import type { DocumentLink, LinkType } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import type { OutlineTable } from './outline.ts'
import type { LinkRow, TaskRow } from './task-row.ts'
import { isElapsedFormat, isPercentFormat } from './values.ts'

const LINK_TYPES: readonly LinkType[] = ['FF', 'FS', 'SF', 'SS']

interface LinkContext {
  readonly warnings: Warnings
  /** Minutes that a percentage is of, by the UID of the predecessor. */
  readonly durations: ReadonlyMap<number, number>
  readonly leftOut: ReadonlySet<number>
}

/** Throws FormatError for a predecessor that the file does not have, or a type of link that there is not. */
export function buildLinks({ rows, leftOut }: OutlineTable, warnings: Warnings): DocumentLink[] {
  const durations = new Map(rows.map(({ row }) => [row.uid, row.durationMinutes ?? 0]))
  const context = { warnings, durations, leftOut }
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
      ...lagOf(link, context),
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

/**
 * LinkLag is in tenths of a minute or, by its format, a percentage of the predecessor's duration;
 * a percentage of elapsed time becomes that time.
 */
function lagOf(link: LinkRow, { durations, warnings }: LinkContext): Pick<DocumentLink, 'lagMinutes' | 'lagUnit'> {
  const isElapsed = isElapsedFormat(link.lagFormat)
  const isPercent = isPercentFormat(link.lagFormat)
  if (isPercent && !isElapsed) return { lagMinutes: clampMinutes(link.lag, link, warnings), lagUnit: 'percent' }
  const minutes = isPercent ? (link.lag / 100) * (durations.get(link.predecessorUid) ?? 0) : link.lag / 10
  return { lagMinutes: clampMinutes(minutes, link, warnings), lagUnit: isElapsed ? 'elapsed' : 'working' }
}

function linkError(link: LinkRow, message: string): FormatError {
  return new FormatError(message, { line: link.line, column: 0, path: 'Project/Tasks/Task/PredecessorLink' })
}
