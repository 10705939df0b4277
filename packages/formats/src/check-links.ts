import { findCycle } from '@throughline/engine'
import { FormatError } from './format-error.ts'
import type { DocumentLink, DocumentTask } from './plan-document.ts'
import type { WarningPlace, Warnings } from './warnings.ts'

/** Without links that say the same again. Throws FormatError when the links run in a circle. */
export function checkLinks(
  tasks: readonly DocumentTask[],
  links: readonly DocumentLink[],
  warnings: Warnings,
): DocumentLink[] {
  const once = withoutRepeats(links, warnings)
  checkCircles(tasks, once)
  return once
}

/** Throws FormatError when the links run in a circle. */
export function checkCircles(tasks: readonly DocumentTask[], links: readonly DocumentLink[]): void {
  if (leadOn(tasks, links)) return
  const cycle = findCycle(
    tasks.map(({ key, parentKey }) => ({ id: key, parentId: parentKey })),
    links.map(({ predecessorKey, successorKey }) => ({ predecessorId: predecessorKey, successorId: successorKey })),
  )
  if (cycle !== null) throw cycleError(cycle, tasks, links)
}

export function warnOfRepeat(link: WarningPlace, warnings: Warnings): void {
  warnings.add('repeated link', link, 'The same two tasks are linked twice in the same way; the first link counts.')
}

function withoutRepeats(links: readonly DocumentLink[], warnings: Warnings): DocumentLink[] {
  const seen = new Set<string>()
  return links.filter((link) => {
    const identity = identityOf(link)
    if (seen.has(identity)) {
      warnOfRepeat(link, warnings)
      return false
    }
    seen.add(identity)
    return true
  })
}

/** The key, unless it could be that of another two tasks. */
function identityOf({ key, predecessorKey, successorKey, type }: DocumentLink): string {
  return predecessorKey.includes('/') ? JSON.stringify([predecessorKey, successorKey, type]) : key
}

/**
 * Whether every link leads on in the outline, from a task and all below it to what comes behind: then there is no circle, as
 * in most files.
 */
function leadOn(tasks: readonly DocumentTask[], links: readonly DocumentLink[]): boolean {
  const indexByKey = new Map<string, number>()
  for (const [index, { key }] of tasks.entries()) indexByKey.set(key, index)
  const lastBelow = Int32Array.from(tasks.keys())
  for (let index = tasks.length - 1; index >= 0; index -= 1) {
    const parent = indexByKey.get(tasks[index]?.parentKey ?? '')
    if (parent === undefined) continue
    if (parent >= index) return false
    lastBelow[parent] = Math.max(lastBelow[parent] ?? 0, lastBelow[index] ?? 0)
  }
  return links.every(({ predecessorKey, successorKey }) => {
    const last = lastBelow[indexByKey.get(predecessorKey) ?? -1]
    const next = indexByKey.get(successorKey)
    return last !== undefined && next !== undefined && last < next
  })
}

function cycleError(
  cycle: readonly string[],
  tasks: readonly DocumentTask[],
  links: readonly DocumentLink[],
): FormatError {
  const nameByKey = new Map(tasks.map(({ key, name }) => [key, name]))
  const names = [...cycle, ...cycle.slice(0, 1)].map((key) => `“${nameByKey.get(key)}”`)
  const [first] = cycle
  const last = cycle.at(-1)
  const link = links.find(({ predecessorKey, successorKey }) => predecessorKey === last && successorKey === first)
  return new FormatError(`The links run in a circle: ${names.join(' > ')}`, { line: link?.line ?? 1, column: 0 })
}
