import { ProblemError } from '@throughline/contract'
import { listLinkEnds, listNamedRows, listOutline, type Transaction } from '@throughline/database'
import { findCycle } from '@throughline/engine'
import { rowsOf, type WorkingSet } from './working-set.ts'

const namesShown = 10

/** A circle of the live plan with what a set changes in it: its tasks in order. */
export interface Circle {
  readonly tasks: readonly { readonly id: string; readonly name: string }[]
  /** Of every task of the plan the one above it. */
  readonly parentOf: ReadonlyMap<string, string | null>
}

export async function findCircle(transaction: Transaction, set: WorkingSet): Promise<Circle | null> {
  const { projectId, touched } = set
  const [otherTasks, otherLinks] = await Promise.all([
    listOutline(transaction, projectId, [...touched.task.keys()]),
    listLinkEnds(transaction, projectId, [...touched.link.keys()]),
  ])
  const tasks = [...otherTasks, ...touchedRows(set, 'task')]
  const taskIds = findCycle(tasks, [...otherLinks, ...touchedRows(set, 'link')])
  if (!taskIds) return null
  const names = await namesOf(transaction, set, taskIds)
  return {
    tasks: taskIds.map((id) => ({ id, name: names.get(id) ?? '' })),
    parentOf: new Map(tasks.map(({ id, parentId }) => [id, parentId])),
  }
}

/** As the set leaves them, without those that it deletes. */
function touchedRows<Entity extends 'task' | 'link'>(set: WorkingSet, entity: Entity) {
  const rows = rowsOf(set, entity)
  return [...set.touched[entity].keys()].flatMap((id) => {
    const row = rows.get(id)
    return row && !row.isDeleted ? [row] : []
  })
}

async function namesOf(transaction: Transaction, set: WorkingSet, taskIds: readonly string[]) {
  const stored = await listNamedRows(transaction, set.projectId, taskIds)
  return new Map([...stored, ...touchedRows(set, 'task')].map(({ id, name }) => [id, name]))
}

/** Throws `link-cycle` when the live plan, with what the set changes in it, has a circle; before anything is written. */
export async function refuseCycle(transaction: Transaction, set: WorkingSet) {
  const circle = await findCircle(transaction, set)
  if (circle) refuseCircle(circle)
}

export function refuseCircle({ tasks }: Circle): never {
  const shown = [...tasks.slice(0, namesShown), ...(tasks.length > namesShown ? [] : tasks.slice(0, 1))]
  const path = shown.map(({ name }) => `“${name}”`).join(' → ')
  const rest = tasks.length > namesShown ? ` and ${tasks.length - namesShown} more` : ''
  throw new ProblemError('link-cycle', { detail: `The links would close a cycle: ${path}${rest}.`, cycle: [...tasks] })
}
