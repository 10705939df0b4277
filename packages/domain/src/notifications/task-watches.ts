import type { TaskWatcher } from '@throughline/contract'
import { deleteTaskWatch, insertTaskWatch, listTaskWatcherRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { projectOfRow } from '../plans/read-rows.ts'
import { asUnseen, requireProjectRole } from '../projects/project-role.ts'

/** Of a task that the actor may see. Throws NotFoundError. */
async function projectOfTask(transaction: Transaction, actor: Actor, taskId: string): Promise<string> {
  const projectId = await projectOfRow(transaction, 'task', taskId)
  await asUnseen('task', requireProjectRole(transaction, actor, projectId, 'project.read'))
  return projectId
}

/** Who watches a task. Throws NotFoundError. */
export async function listTaskWatchers(transaction: Transaction, actor: Actor, taskId: string): Promise<TaskWatcher[]> {
  return listTaskWatcherRows(transaction, await projectOfTask(transaction, actor, taskId), taskId)
}

/** From now on the actor is told what those are told whom the task is assigned to. Throws NotFoundError. */
export async function watchTask(transaction: Transaction, actor: Actor, taskId: string): Promise<void> {
  await projectOfTask(transaction, actor, taskId)
  await insertTaskWatch(transaction, actor, taskId)
}

/** Throws NotFoundError. */
export async function unwatchTask(transaction: Transaction, actor: Actor, taskId: string): Promise<void> {
  await projectOfTask(transaction, actor, taskId)
  await deleteTaskWatch(transaction, actor.personId, taskId)
}
