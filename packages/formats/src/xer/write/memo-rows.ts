import type { DocumentTask } from '../../plan-document.ts'
import { htmlOfText } from '../html-text.ts'
import type { Cells } from './out-row.ts'
import type { WriteContext } from './write-context.ts'
import { elementId } from './xer-keys.ts'

export const memoTable = ({ isSummary }: WriteContext, { key }: DocumentTask): 'WBSMEMO' | 'TASKMEMO' =>
  isSummary(key) ? 'WBSMEMO' : 'TASKMEMO'

/** Notes of a task or an element; numbers and the topic are given when they are written. */
export function memoRows(task: DocumentTask, context: WriteContext): Cells[] {
  if (task.notes === '') return []
  const memo = htmlOfText(task.notes)
  return context.isSummary(task.key)
    ? [{ proj_id: context.projectId, wbs_id: elementId(task.key), wbs_memo: memo }]
    : [{ proj_id: context.projectId, task_id: task.key, task_memo: memo }]
}
