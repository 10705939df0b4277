import type { ChangeSet } from '@throughline/contract'

/** A place in a project's history that can be chosen. */
export interface Point {
  readonly revision: number
  readonly title: string
  readonly actorName: string
  readonly at: string
}

/** Each change with the dates that followed from it, newest first; without the present, which is where they all lead. */
export function pointsOf(changes: readonly ChangeSet[]): Point[] {
  return changes.map(({ revision, receipt, summary, operationCount, actor, createdAt }) => ({
    revision: receipt.revision ?? revision,
    title: summary || `${operationCount} ${operationCount === 1 ? 'change' : 'changes'}`,
    actorName: actor?.name ?? 'Throughline',
    at: createdAt,
  }))
}

/** The newest change that a plan of some revision has; undefined when it lies before all that are known. */
export const pointAt = (points: readonly Point[], revision: number): Point | undefined =>
  points.find((point) => point.revision <= revision)
