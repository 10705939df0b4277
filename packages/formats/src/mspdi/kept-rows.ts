// How rows that a document does not hold as rows of its own stand in the extras of others: blank rows in the task above
// them, calendars that add nothing in the project, work of nobody in its task …
import type { DocumentExtra } from '../plan-document.ts'
import type { XmlNode } from './xml-node.ts'

type Row = 'Calendar' | 'Task' | 'Resource' | 'Assignment'

/** Extras of the row for the project as a whole, in those of the project. */
export const PROJECT_TASK = 'ProjectTask'
/** Extras of the work of nobody, in those of its task. */
export const NOBODY = 'Nobody'
/** Links of a task that a document does not hold. */
export const OTHER_LINKS = '<PredecessorLink other>'
/** All that a file says of an assignment that it has more than once. */
export const WHOLE_ASSIGNMENT = '<Assignment>'

const NOT_OWN: ReadonlySet<string> = new Set([PROJECT_TASK, NOBODY, WHOLE_ASSIGNMENT])

const NONE: readonly XmlNode[] = []
const ROW = /^<(?:Calendar|Task|Resource|Assignment) (-?\d+)>$/

export const rowName = (row: Row, uid: number): string => `<${row} ${uid}>`

export function extraNodes(extra: DocumentExtra | null): readonly XmlNode[] {
  return extra?.format === 'mspdi' ? extra.nodes : NONE
}

export function extraWith(nodes: readonly XmlNode[]): DocumentExtra | null {
  return nodes.length === 0 ? null : { format: 'mspdi', nodes }
}

/** What is of the row itself. */
export function ownNodes(nodes: readonly XmlNode[]): readonly XmlNode[] {
  const isOwn = ([name]: XmlNode) => !NOT_OWN.has(name) && !ROW.test(name)
  return nodes.every(isOwn) ? nodes : nodes.filter(isOwn)
}

export function keptRows(nodes: readonly XmlNode[], row: Row): readonly XmlNode[] {
  return nodes.filter(([name]) => name.startsWith(`<${row} `) && ROW.test(name))
}

export function uidsOf(rows: readonly XmlNode[]): readonly number[] {
  return rows.map(([name]) => Number(ROW.exec(name)?.[1]))
}

/** Null when there is no such element. */
export function nodesIn(nodes: readonly XmlNode[], name: string): readonly XmlNode[] | null {
  const content = nodes.find(([each]) => each === name)?.[1]
  return content === undefined || typeof content === 'string' ? null : content
}
