import type { DocumentAssignment, PlanDocument } from '../../plan-document.ts'
import type { OutlinePlaces } from './outline-places.ts'

/** Minutes of work by the index of the task, with all below it; null where some of it is not known. */
export interface WorkTotals {
  readonly work: (index: number) => number | null
  readonly actual: (index: number) => number | null
  readonly remaining: (index: number) => number | null
}

/** Material and costs are no work. `indices`: of the tasks, by their keys. */
export function workTotals(
  { tasks, resources, assignments }: PlanDocument,
  { parents }: OutlinePlaces,
  indices: ReadonlyMap<string, number>,
): WorkTotals {
  const workers = new Set(resources.filter(({ kind }) => kind === 'work').map(({ key }) => key))
  const totalOf = (amountOf: (assignment: DocumentAssignment) => number | null) => {
    const totals = new Float64Array(tasks.length)
    for (const assignment of assignments) {
      if (!workers.has(assignment.resourceKey)) continue
      add(totals, indices.get(assignment.taskKey) ?? -1, amountOf(assignment))
    }
    for (let index = tasks.length - 1; index >= 0; index -= 1) add(totals, parents[index] ?? -1, totals[index] ?? 0)
    return (index: number) => known(totals[index])
  }
  return {
    work: totalOf(({ workMinutes }) => workMinutes),
    actual: totalOf(({ actualWorkMinutes }) => actualWorkMinutes),
    remaining: totalOf(({ remainingWorkMinutes }) => remainingWorkMinutes),
  }
}

function add(totals: Float64Array, index: number, amount: number | null): void {
  if (index >= 0) totals[index] = (totals[index] ?? 0) + (amount ?? Number.NaN)
}

function known(total: number | undefined): number | null {
  return total === undefined || Number.isNaN(total) ? null : total
}
