import type { ImportDateDifference } from '@throughline/contract'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { formatDuration } from '../../../lib/duration.ts'
import { fieldText } from '../../../lib/fields.ts'

/** What differs of one task. */
export interface TaskDates {
  readonly taskId: string
  readonly name: string
  readonly differences: readonly ImportDateDifference[]
}

/** By task, in the order in which they come. */
export function byTask(differences: readonly ImportDateDifference[]): TaskDates[] {
  const tasks = new Map<string, ImportDateDifference[]>()
  for (const difference of differences) {
    const known = tasks.get(difference.taskId)
    if (known) known.push(difference)
    else tasks.set(difference.taskId, [difference])
  }
  return [...tasks].map(([taskId, own]) => ({ taskId, name: own[0]?.name ?? '', differences: own }))
}

/** A date, or working time, which is minutes. */
export const dateText = (field: string, value: ImportDateDifference['stored'], lengths: DayLengths): string =>
  typeof value === 'number' ? formatDuration(value, lengths) : fieldText(field, value, lengths)

const names = / ?(?:“[^”]*”|[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4})/g

/** How many dates each rule explains, whichever rows it names; the most first. */
export function countByRule(differences: readonly ImportDateDifference[]): [rule: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { rule } of differences) {
    const plain = rule.replace(names, '')
    counts.set(plain, (counts.get(plain) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one)
}
