import { clampMinutes } from '../limits.ts'
import type { DocumentLink, PlanDocument } from '../plan-document.ts'
import { workingPartOf } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import type { ImportableLink } from './importable-types.ts'

/** Links between tasks that can be imported, with their lags in working minutes. */
export function importableLinks(
  document: PlanDocument,
  taskKeys: ReadonlySet<string>,
  warnings: Warnings,
): ImportableLink[] {
  const tasks = new Map(document.tasks.map((task) => [task.key, task]))
  return document.links.flatMap((link) => {
    const { predecessorKey, successorKey, type, line } = link
    if (!taskKeys.has(predecessorKey) || !taskKeys.has(successorKey)) {
      if (!taskKeys.has(successorKey)) return []
      const name = tasks.get(successorKey)?.name
      const message = `A link of “${name}” comes from a row that is left out (UID ${predecessorKey}), and so is the link.`
      warnings.add('link from a row left out', link, message)
      return []
    }
    const lag = workingLag(link, document, tasks, warnings)
    return [{ predecessorKey, successorKey, type, lagMinutes: clampMinutes(lag, link, warnings), line }]
  })
}

function workingLag(
  link: DocumentLink,
  { minutesPerDay, minutesPerWeek }: PlanDocument,
  tasks: ReadonlyMap<string, { readonly name: string; readonly durationMinutes: number }>,
  warnings: Warnings,
): number {
  if (link.lagUnit === 'percent') {
    return (link.lagMinutes / 100) * (tasks.get(link.predecessorKey)?.durationMinutes ?? 0)
  }
  if (link.lagUnit === 'working' || link.lagMinutes === 0) return link.lagMinutes
  const working = workingPartOf(link.lagMinutes, minutesPerDay, minutesPerWeek)
  const name = tasks.get(link.successorKey)?.name
  const message = `The lag before “${name}” is elapsed time; ${working} working minutes stand in for it.`
  warnings.add('elapsed lag', link, message)
  return working
}
