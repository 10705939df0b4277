import { warnOfRepeat } from '../check-links.ts'
import { FormatError } from '../format-error.ts'
import { clampMinutes } from '../limits.ts'
import type { DocumentLink, DocumentTask } from '../plan-document.ts'
import { linkKey } from '../row-keys.ts'
import type { Warnings } from '../warnings.ts'
import { extraWith } from './kept-rows.ts'
import type { LinkRow } from './link-row.ts'
import { LINK_TYPES } from './numbered-types.ts'
import type { OutlineTable } from './outline.ts'
import { extraOf } from './record-kind.ts'
import type { TaskRow } from './task-row.ts'
import { isElapsedFormat, isPercentFormat } from './values.ts'
import { LINK } from './write/link-record.ts'

interface LinkContext {
  readonly warnings: Warnings
  /** By their UIDs. */
  readonly tasks: ReadonlyMap<number, DocumentTask>
  readonly leftOut: ReadonlySet<number>
}

/**
 * What the rows have that becomes no link of the document stays with them. Throws FormatError for a predecessor that the file
 * does not have, or a type of link that there is not.
 */
export function buildLinks({ rows, leftOut }: OutlineTable, warnings: Warnings): DocumentLink[] {
  const tasks = new Map(rows.map(({ row }) => [row.uid, row.task]))
  const context = { warnings, tasks, leftOut }
  const links: DocumentLink[] = []
  for (const { row } of rows) {
    const first = links.length
    row.links = row.links.filter((linkRow) => {
      const link = buildLink(linkRow, row, context)
      const isRepeated = link !== null && links.slice(first).some(({ key }) => key === link.key)
      if (isRepeated) warnOfRepeat(linkRow, warnings)
      if (link === null || isRepeated) return true
      links.push(link)
      return false
    })
  }
  return links
}

function buildLink(row: LinkRow, successor: TaskRow, context: LinkContext): DocumentLink | null {
  const predecessor = context.tasks.get(row.predecessorUid)
  if (!isKept(row, predecessor, successor, context) || predecessor === undefined) return null
  const type = LINK_TYPES[row.type]
  if (type === undefined) throw linkError(row, `A link of “${successor.task.name}” has the unknown type ${row.type}`)
  const { lagMinutes, lagUnit } = lagOf(row, predecessor, context)
  const link: DocumentLink = {
    key: linkKey(predecessor.key, successor.task.key, type),
    predecessorKey: predecessor.key,
    successorKey: successor.task.key,
    type,
    lagMinutes,
    lagUnit,
    extra: null,
    line: row.line,
  }
  const nodes = extraOf(LINK, row.raw, { link, context: { taskUid: Number } })
  return nodes.length === 0 ? link : { ...link, extra: extraWith(nodes) }
}

function isKept(
  link: LinkRow,
  predecessor: DocumentTask | undefined,
  successor: TaskRow,
  { warnings, leftOut }: LinkContext,
): boolean {
  if (link.isCrossProject) {
    warnings.add(
      'link to another project',
      link,
      `A link of “${successor.task.name}” comes from another project; it is left out.`,
    )
    return false
  }
  if (predecessor !== undefined) return true
  if (!leftOut.has(link.predecessorUid)) {
    const message = `“${successor.task.name}” depends on the task with UID ${link.predecessorUid}, which the file does not have`
    throw linkError(link, message)
  }
  const message = `A link of “${successor.task.name}” comes from a row that is left out (UID ${link.predecessorUid}), and so is the link.`
  warnings.add('link from a row left out', link, message)
  return false
}

/**
 * LinkLag is in tenths of a minute or, by its format, a percentage of the predecessor's duration;
 * a percentage of elapsed time becomes that time.
 */
function lagOf(
  link: LinkRow,
  { durationMinutes }: DocumentTask,
  { warnings }: LinkContext,
): Pick<DocumentLink, 'lagMinutes' | 'lagUnit'> {
  const isElapsed = isElapsedFormat(link.lagFormat)
  const isPercent = isPercentFormat(link.lagFormat)
  if (isPercent && !isElapsed) return { lagMinutes: clampMinutes(link.lag, link, warnings), lagUnit: 'percent' }
  const minutes = isPercent ? (link.lag / 100) * durationMinutes : link.lag / 10
  return { lagMinutes: clampMinutes(minutes, link, warnings), lagUnit: isElapsed ? 'elapsed' : 'working' }
}

function linkError(link: LinkRow, message: string): FormatError {
  return new FormatError(message, { line: link.line, column: 0, path: 'Project/Tasks/Task/PredecessorLink' })
}
