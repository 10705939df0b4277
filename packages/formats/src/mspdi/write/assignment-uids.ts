import type { PlanDocument } from '../../plan-document.ts'
import { extraNodes, keptRows, NOBODY, nodesIn, uidsOf, WHOLE_ASSIGNMENT } from '../kept-rows.ts'
import type { XmlNode } from '../xml-node.ts'

/** The UIDs of assignments, which documents hold only where a file has others than would be given. */
export interface AssignmentUids {
  /** Of one with these extras that comes in this place, from 1. */
  readonly of: (nodes: readonly XmlNode[], place: number) => number
}

export function assignmentUids({ tasks, assignments, extra }: PlanDocument): AssignmentUids {
  const taken = new Set<number>()
  const keep = (nodes: readonly XmlNode[]) => {
    for (const uid of uidsOf(keptRows(nodes, 'Assignment'))) taken.add(uid)
    for (const uid of keptUids(nodes)) taken.add(uid)
  }
  keep(withoutUids(extraNodes(extra)))
  for (const assignment of assignments) keep(extraNodes(assignment.extra))
  for (const task of tasks) {
    const nodes = extraNodes(task.extra)
    keep(withoutUids(nodes))
    keep(nodesIn(nodes, NOBODY) ?? [])
  }
  return {
    of: (nodes, place) => {
      const [kept] = keptUids(nodes)
      if (kept !== undefined) return kept
      let uid = place
      while (taken.has(uid)) uid += 1
      taken.add(uid)
      return uid
    },
  }
}

/** What is kept of an assignment but its UIDs. */
export function withoutUids(nodes: readonly XmlNode[]): readonly XmlNode[] {
  return nodes.filter(([name]) => name !== 'UID' && name !== WHOLE_ASSIGNMENT)
}

function keptUids(nodes: readonly XmlNode[]): readonly number[] {
  return nodes.flatMap(([name, text]) => (name === 'UID' && typeof text === 'string' ? [Number(text)] : []))
}
