import type { ChangeOperation } from '@throughline/contract'
import {
  type PastChange,
  type PlanEntity,
  type PlanRowOf,
  type ProjectFields,
  planEntities,
} from '@throughline/database'

export type PastRow<Entity extends PlanEntity> = PlanRowOf[Entity] & { readonly isDeleted: boolean }
export type PastRows = { readonly [Entity in PlanEntity]: readonly PastRow<Entity>[] }

type RowsById = { readonly [Entity in PlanEntity]: Map<string, PastRow<Entity>> }

/**
 * A plan on its way back. Each inverse is a change of one row, so it is applied to rows by id, without the rules that it
 * has passed already. Rows are replaced, never changed in place: what was taken out of it stays as it was.
 */
export class PastState {
  project: ProjectFields
  readonly #rows: RowsById
  /** Revisions at which tasks were deleted, newest first, as far as it has come. */
  readonly #deletions = new Map<string, number[]>()

  constructor(rows: PastRows, project: ProjectFields) {
    this.project = project
    this.#rows = Object.fromEntries(
      planEntities.map((entity) => [entity, new Map(rows[entity].map((row) => [row.id, row]))]),
    ) as unknown as RowsById
  }

  /** Takes one change set back; they come newest first, none left out. */
  takeBack({ revision, inverse }: PastChange) {
    for (const operation of inverse) this.#apply(revision, operation)
  }

  live<Entity extends PlanEntity>(entity: Entity): PastRow<Entity>[] {
    const rows = this.#rows[entity] as unknown as Map<string, PastRow<Entity>>
    return [...rows.values()].filter((row) => !row.isDeleted)
  }

  /** Whether a task was deleted after `above` and before `below`; to be asked once it has come as far as `above`. */
  wasDeleted(taskId: string, above: number, below: number): boolean {
    return (this.#deletions.get(taskId) ?? []).some((revision) => revision > above && revision < below)
  }

  #apply(revision: number, operation: ChangeOperation) {
    if (operation.entity === 'project') {
      this.project = { ...this.project, ...(operation.patch as Partial<ProjectFields>) }
      return
    }
    const { op, entity, id } = operation
    const rows = this.#rows[entity] as Map<string, { id: string; isDeleted: boolean }>
    const row = id && rows.get(id)
    if (!row) throw new Error(`the ${entity} ${id} of revision ${revision} is not there`)
    if (op === 'update') rows.set(row.id, { ...row, ...operation.patch })
    else rows.set(row.id, { ...row, isDeleted: op === 'delete' })
    if (op === 'restore' && entity === 'task') this.#noteDeletion(row.id, revision)
  }

  #noteDeletion(taskId: string, revision: number) {
    const known = this.#deletions.get(taskId)
    if (known) known.push(revision)
    else this.#deletions.set(taskId, [revision])
  }
}
