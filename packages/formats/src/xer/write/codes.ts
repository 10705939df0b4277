// Every task and every element has a code in Primavera. What has none here gets one that says by its form that it is
// none of the people's.
import type { DocumentTask } from '../../plan-document.ts'
import { nameCell } from './cells.ts'

export const LONGEST_CODE = 40
const GENERATED = /^(?:A\d{4,}|W\d+)$/
const STEP = 10

export const isGeneratedCode = (code: string): boolean => GENERATED.test(code)

/** Codes by keys of tasks, in an order that is that of the tasks where all have none. No two tasks have the same. */
export function generatedCodes(
  tasks: readonly DocumentTask[],
  summaries: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  const taken = new Set<string>()
  const digits = String(tasks.length * STEP).length + 1
  const first = 10 ** Math.max(3, digits - 1)
  const distinct = (code: string): string => {
    let each = code
    for (let copy = 2; taken.has(each); copy += 1) each = `${nameCell(code, LONGEST_CODE - 6)}-${copy}`
    taken.add(each)
    return each
  }
  const isNamed = (task: DocumentTask) => task.wbs !== ''
  for (const task of tasks.filter(isNamed)) {
    const code = nameCell(task.wbs, LONGEST_CODE)
    codes.set(task.key, summaries.has(task.key) ? code : distinct(code))
  }
  tasks.forEach((task, index) => {
    if (isNamed(task)) return
    codes.set(task.key, summaries.has(task.key) ? `W${index + 1}` : distinct(`A${first + index * STEP}`))
  })
  return codes
}
