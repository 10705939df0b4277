import type { PlanDocument } from '../../plan-document.ts'
import { areClear } from './link-text.ts'

/** What tasks are called by in a table: their keys or, when a list of predecessors would not be clear, their numbers. */
export function taskIds({ tasks }: Pick<PlanDocument, 'tasks'>): ReadonlyMap<string, string> {
  const keys = tasks.map(({ key }) => key)
  const isClear = areClear(keys)
  return new Map(keys.map((key, index) => [key, isClear ? key : String(index + 1)]))
}
