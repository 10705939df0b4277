import { ProblemError } from '@throughline/contract'
import {
  allInOrder,
  captureBaselineTasks,
  insertBaselineTasks,
  insertPlanRows,
  markPlanRows,
  type PlanEntity,
  type PlanRowOf,
  type PlanState,
  planEntities,
  type Transaction,
  updatePlanRows,
  updateProjectFields,
  updateTaskPaths,
  type WritePlace,
} from '@throughline/database'
import { refuse } from './place.ts'
import { rowsOf, type WorkingSet } from './working-set.ts'

/** Rows as written, and ids of rows that went. */
export interface Written {
  rows: { [Entity in PlanEntity]: PlanRowOf[Entity][] }
  deleted: { [Entity in PlanEntity]: string[] }
}

/** Rows of each kind that were touched. */
export const touchedCount = ({ touched }: WorkingSet): number =>
  planEntities.reduce((sum, entity) => sum + touched[entity].size, 0)

/**
 * Writes what was touched, each kind of row in bulk statements. All are issued before it first waits, in an order in which
 * rows come after those that they name. Rows are answered where `place` asks for that.
 */
export async function storeWorkingSet(transaction: Transaction, set: WorkingSet, place: WritePlace): Promise<Written> {
  const written: Written = {
    rows: noneOfEach(),
    deleted: noneOfEach(),
  }
  const project = set.touched.project.get(set.projectId)
  await allInOrder([
    ...planEntities.map((entity) => storeRows(transaction, set, entity, place, written)),
    storePaths(transaction, set),
    storeBaselines(transaction, set),
    project && updateProjectFields(transaction, set.projectId, place.revision, set.project, [...project.fields]),
  ])
  return written
}

function storePaths(transaction: Transaction, { repathed, touched, rows }: WorkingSet): Promise<void> {
  const ids = [...repathed].filter((id) => !touched.task.has(id))
  return updateTaskPaths(
    transaction,
    ids.flatMap((id) => rows.task.get(id) ?? []).map(({ id, path }) => ({ id, path })),
  )
}

const noneOfEach = () => ({
  ...{ task: [], link: [], calendar: [], resource: [], assignment: [], baseline: [], comment: [], checklistItem: [] },
})

async function storeBaselines(transaction: Transaction, { projectId, broughtBaselines, touched }: WorkingSet) {
  const fresh = [...touched.baseline].filter(([id, { isNew }]) => isNew && !broughtBaselines.has(id))
  await captureBaselineTasks(
    transaction,
    projectId,
    fresh.map(([id]) => id),
  )
  for (const [id, { tasks, place }] of broughtBaselines) {
    const missing = tasks.length - (await insertBaselineTasks(transaction, projectId, id, tasks))
    if (missing > 0) refuse(place, 'tasks', `${missing} of its tasks are not in this project.`)
  }
}

async function storeRows<Entity extends PlanEntity>(
  transaction: Transaction,
  set: WorkingSet,
  entity: Entity,
  place: WritePlace,
  written: Written,
) {
  const rows = rowsOf(set, entity)
  const fresh: PlanState<Entity>[] = []
  const changed: { state: PlanState<Entity>; fields: string[] }[] = []
  const gone: string[] = []
  const back: string[] = []
  for (const [id, { isNew, fields }] of set.touched[entity]) {
    const state = rows.get(id)
    if (!state) continue
    if (isNew) fresh.push(state)
    else if (fields.size > 0 || set.repathed.has(id)) changed.push({ state, fields: [...fields] })
    else if (state.isDeleted) gone.push(id)
    else back.push(id)
  }
  const leaving = changed.filter(({ state }) => state.isDeleted)
  const staying = changed.filter(({ state }) => !state.isDeleted)
  // An assignment makes room for another of the same task and resource only once it is gone.
  const stored = await allInOrder([
    markPlanRows(transaction, entity, place, gone, true),
    updatePlanRows(transaction, entity, place, leaving),
    insertPlanRows(transaction, entity, place, fresh).catch(refuseTakenId),
    updatePlanRows(transaction, entity, place, staying),
    markPlanRows(transaction, entity, place, back, false),
  ])
  const isGone = (id: string) => rows.get(id)?.isDeleted ?? false
  const alive = written.rows[entity] as PlanRowOf[Entity][]
  alive.push(...stored.flat().filter((row) => !isGone(row.id)))
  written.deleted[entity].push(...gone, ...leaving.map(({ state }) => state.id))
}

/** Ids are chosen by callers and are unique across projects. */
function refuseTakenId(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new ProblemError('conflict', { detail: 'An id of this change set is taken.' })
}
