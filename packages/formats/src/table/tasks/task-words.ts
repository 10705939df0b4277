import type { DocumentTask, PlanDocument } from '../../plan-document.ts'
import type { DayLengths } from '../values/span.ts'
import { formatLink } from './link-text.ts'
import { joinList } from './list-text.ts'
import { formatResources } from './resources.ts'
import { taskIds } from './task-ids.ts'

/** What is said of a task that other parts of the document know. */
export interface TaskWords {
  readonly idOf: (task: DocumentTask) => string
  /** From 1. */
  readonly levelOf: (task: DocumentTask) => number
  readonly predecessorsOf: (task: DocumentTask) => string
  readonly resourcesOf: (task: DocumentTask) => string
  readonly calendarOf: (task: DocumentTask) => string | null
}

export function taskWords(document: PlanDocument, lengths: DayLengths): TaskWords {
  const ids = taskIds(document)
  const idOf = (key: string) => ids.get(key) ?? ''
  const depths = depthsOf(document.tasks)
  const calendars = calendarLabels(document)
  const predecessors = groupBy(
    document.links,
    ({ successorKey }) => successorKey,
    ({ predecessorKey, ...link }) => formatLink({ predecessor: idOf(predecessorKey), ...link }, lengths),
  )
  const names = new Map(document.resources.map(({ key, name }) => [key, name]))
  const resources = groupBy(
    document.assignments,
    ({ taskKey }) => taskKey,
    ({ resourceKey, units }) => ({ name: names.get(resourceKey) ?? '', units }),
  )
  return {
    idOf: ({ key }) => idOf(key),
    levelOf: ({ key }) => depths.get(key) ?? 1,
    predecessorsOf: ({ key }) => joinList(predecessors.get(key) ?? []),
    resourcesOf: ({ key }) => formatResources(resources.get(key) ?? []),
    calendarOf: ({ calendarKey }) => calendars.get(calendarKey ?? '') ?? null,
  }
}

function depthsOf(tasks: readonly DocumentTask[]): Map<string, number> {
  const depths = new Map<string, number>()
  for (const { key, parentKey } of tasks) depths.set(key, (depths.get(parentKey ?? '') ?? 0) + 1)
  return depths
}

/** Names that two calendars have are told apart, as nothing else could. */
export function calendarLabels({ calendars }: Pick<PlanDocument, 'calendars'>): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    calendars.map(({ key, name }) => {
      let label = name
      for (let number = 2; taken.has(label.toLowerCase()); number += 1) label = `${name} (${number})`
      taken.add(label.toLowerCase())
      return [key, label]
    }),
  )
}

function groupBy<Item, Value>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  itemOf: (item: Item) => Value,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [itemOf(item)])
    else group.push(itemOf(item))
  }
  return groups
}
