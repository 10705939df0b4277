import type { Assignment, ChangeOperation, Person, Resource } from '@throughline/contract'

export interface NamedUnits {
  readonly name: string
  readonly units: number
}

/** Reads "Ana, Ben 50%"; 100 % is 1. */
export function parseResources(text: string): NamedUnits[] {
  const found = new Map<string, NamedUnits>()
  for (const piece of text.split(/[,;]/)) {
    const match = /^(.*?)\s*\[?\s*(?:(\d+(?:\.\d+)?)\s*%)?\s*\]?$/.exec(piece.trim())
    const name = match?.[1]?.trim()
    if (!name) continue
    found.set(name.toLowerCase(), { name, units: match?.[2] === undefined ? 1 : Number(match[2]) / 100 })
  }
  return [...found.values()]
}

/**
 * The operations that assign just these to a task. A name that no resource has makes one; when a person of the
 * organisation has that name, the resource stands for the person.
 */
export function assignmentOperations(
  taskId: string,
  wanted: readonly NamedUnits[],
  assignments: readonly Assignment[],
  resources: readonly Resource[],
  people: readonly Person[],
): ChangeOperation[] {
  const operations: ChangeOperation[] = []
  const kept = new Set<string>()
  for (const { name, units } of wanted) {
    const known = resources.find((resource) => sameName(resource.name, name))
    const assignment = known && assignments.find((other) => other.resourceId === known.id)
    if (assignment) {
      kept.add(assignment.id)
      if (assignment.units !== units) {
        operations.push({ op: 'update', entity: 'assignment', id: assignment.id, patch: { units } })
      }
      continue
    }
    const resourceId = known?.id ?? crypto.randomUUID()
    if (!known) {
      const personId = people.find((person) => sameName(person.name, name))?.id ?? null
      operations.push({ op: 'create', entity: 'resource', id: resourceId, values: { name, personId } })
    }
    const values = { taskId, resourceId, units }
    operations.push({ op: 'create', entity: 'assignment', id: crypto.randomUUID(), values })
  }
  const gone = assignments.filter((assignment) => !kept.has(assignment.id))
  return [...gone.map(({ id }): ChangeOperation => ({ op: 'delete', entity: 'assignment', id })), ...operations]
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
