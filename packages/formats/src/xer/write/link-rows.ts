// Primavera links activities alone, with lags in working time. A link of a summary is one of each task at whose end,
// or beginning, nothing of the summary is left, or has come before; a lag of another kind is about as long; and what is
// inactive has no links.
import type { LinkType } from '@throughline/engine'
import type { DocumentLink, DocumentTask, PlanDocument } from '../../plan-document.ts'
import { linkKey } from '../../row-keys.ts'
import { workingPartOf } from '../../standard-calendars.ts'
import { summaryKeys } from './xer-keys.ts'

/** A link as it stands in the file. */
export interface FileLink {
  readonly key: string
  readonly predecessorKey: string
  readonly successorKey: string
  readonly type: LinkType
  readonly lagMinutes: number
}

/** Between which tasks a link stands in the file: each of the one with each of the other. */
export interface LinkEnds {
  readonly predecessors: readonly string[]
  readonly successors: readonly string[]
}

/** A link that does not read back as it is from what stands in the file. */
export interface ChangedLink extends LinkEnds {
  readonly link: DocumentLink
}

export interface LinkRows {
  readonly links: readonly (FileLink & { readonly source: DocumentLink })[]
  readonly changed: readonly ChangedLink[]
}

/** Plain links first, since of two that would be the same in the file the first stands there. */
export function linkRows(document: PlanDocument): LinkRows {
  const endsOf = linkEnds(document)
  const lagOf = fileLags(document)
  const all = document.links.map((link) => ({ link, ...endsOf(link), lagMinutes: lagOf(link) }))
  const isPlain = ({ link, predecessors, successors, lagMinutes }: (typeof all)[number]) =>
    link.lagUnit === 'working' &&
    lagMinutes === link.lagMinutes &&
    predecessors.join() === link.predecessorKey &&
    successors.join() === link.successorKey
  const plain = all.filter(isPlain)
  const others = all.filter((each) => !isPlain(each))
  const links = new Map<string, FileLink & { readonly source: DocumentLink }>()
  const shared = new Set<string>()
  for (const { link, lagMinutes, ...ends } of [...plain, ...others]) {
    for (const pair of pairsOf(ends, link.type)) {
      if (links.has(pair.key)) shared.add(pair.key)
      else links.set(pair.key, { ...pair, type: link.type, lagMinutes, source: link })
    }
  }
  const alsoPlain = plain.filter(({ link }) => shared.has(link.key))
  return { links: [...links.values()], changed: [...alsoPlain, ...others] }
}

/**
 * The reverse: links of the file, with those that are known to have been changed in place of what stands for them. One
 * whose rows are not all there any more is not as it was, and what the file says counts.
 */
export function restoreLinks(links: readonly DocumentLink[], changed: readonly ChangedLink[]): readonly DocumentLink[] {
  const inFile = new Set(links.map(({ key }) => key))
  const claimed = new Set<string>()
  const restored = changed.filter(({ link, ...ends }) => {
    if (ends.predecessors.length * ends.successors.length > links.length) return false
    const rows = pairsOf(ends, link.type)
    if (rows.some(({ key }) => !inFile.has(key))) return false
    for (const { key } of rows) claimed.add(key)
    return true
  })
  const keys = new Set(restored.map(({ link }) => link.key))
  return [...links.filter(({ key }) => !claimed.has(key) && !keys.has(key)), ...restored.map(({ link }) => link)]
}

function pairsOf({ predecessors, successors }: LinkEnds, type: LinkType) {
  return predecessors.flatMap((predecessorKey) =>
    successors.map((successorKey) => {
      return { key: linkKey(predecessorKey, successorKey, type), predecessorKey, successorKey }
    }),
  )
}

/** A task itself; of a summary the tasks below it that no other of them comes after, or before. None of what is inactive. */
function linkEnds(document: PlanDocument): (link: DocumentLink) => LinkEnds {
  const tasks = new Map(document.tasks.map((task) => [task.key, task]))
  const leaves = activeLeaves(document.tasks, tasks)
  const before = new Map<string, string[]>()
  const after = new Map<string, string[]>()
  for (const { predecessorKey, successorKey, type, lagMinutes } of document.links) {
    if (type !== 'FS' || lagMinutes < 0) continue
    push(before, successorKey, predecessorKey)
    push(after, predecessorKey, successorKey)
  }
  const ends = (key: string, neighbours: ReadonlyMap<string, readonly string[]>): readonly string[] => {
    const below = leaves.get(key) ?? []
    if (below.length < 2) return below
    const inside = new Set(below)
    return below.filter((leaf) => !(neighbours.get(leaf) ?? []).some((each) => inside.has(each)))
  }
  return ({ predecessorKey, successorKey }) => ({
    predecessors: ends(predecessorKey, after),
    successors: ends(successorKey, before),
  })
}

/** Of each task, itself or those below it. */
function activeLeaves(
  tasks: readonly DocumentTask[],
  byKey: ReadonlyMap<string, DocumentTask>,
): ReadonlyMap<string, readonly string[]> {
  const summaries = summaryKeys(tasks)
  const leaves = new Map<string, string[]>()
  for (const { key, isActive } of tasks) {
    if (summaries.has(key) || !isActive) continue
    for (let at: string | null = key; at !== null; at = byKey.get(at)?.parentKey ?? null) push(leaves, at, key)
  }
  return leaves
}

/** A percentage is of the duration of the predecessor; what runs around the clock is about so much working time. */
function fileLags({ tasks, minutesPerDay, minutesPerWeek, options }: PlanDocument): (link: DocumentLink) => number {
  const durations = new Map(tasks.map(({ key, durationMinutes }) => [key, durationMinutes]))
  return ({ predecessorKey, lagMinutes, lagUnit }) => {
    if (lagUnit === 'percent') return Math.round(((durations.get(predecessorKey) ?? 0) * lagMinutes) / 100)
    if (lagUnit === 'working' || options.lagCalendar === 'aroundTheClock') return lagMinutes
    return workingPartOf(lagMinutes, minutesPerDay, minutesPerWeek)
  }
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
