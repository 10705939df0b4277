import type { LinkValues } from '@throughline/contract'
import type { DocumentLink, DocumentTask } from '../plan-document.ts'
import type { DocumentRow } from './document-row.ts'
import { fitLag, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

export function linkRows(context: RowContext): DocumentRow[] {
  const { tasks, links } = context.document
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const summaries = new Set(tasks.map(({ parentKey }) => parentKey))
  return links.map((link) => {
    const { key, predecessorKey, successorKey, type, line, extra } = link
    const predecessor = byKey.get(predecessorKey)
    const problems: Problems = []
    const lag = lagOf(link, summaries.has(predecessorKey) ? predecessor : undefined)
    const values = {
      predecessorId: context.taskId(predecessorKey),
      successorId: context.taskId(successorKey),
      type,
      lagMinutes: fitLag(lag.lagMinutes),
      lagUnit: lag.lagUnit,
    } satisfies Required<LinkValues>
    const name = `${predecessor?.name} > ${byKey.get(successorKey)?.name} (${type})`
    const needs = [values.predecessorId, values.successorId]
    const id = context.idOf('link', key)
    return documentRow('link', { key, id, name, line, values, needs, extra, problems }, context)
  })
}

/** A percentage of a summary becomes that time, as no duration of its own is kept of it. */
function lagOf(link: DocumentLink, summary: DocumentTask | undefined): Pick<DocumentLink, 'lagMinutes' | 'lagUnit'> {
  if (summary === undefined || link.lagUnit !== 'percent') return link
  const lagMinutes = Math.round((summary.durationMinutes * link.lagMinutes) / 100)
  return { lagMinutes, lagUnit: summary.isElapsed ? 'elapsed' : 'working' }
}
