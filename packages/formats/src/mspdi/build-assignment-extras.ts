import type { DocumentAssignment, DocumentTask } from '../plan-document.ts'
import { type AssignmentRow, assignmentLookup, wholeRow } from './assignment-rows.ts'
import { NOBODY, rowName, WHOLE_ASSIGNMENT } from './kept-rows.ts'
import { conditionalOn, extraOf, saidNodes, wordsOf } from './record-kind.ts'
import { ASSIGNMENT, needsNobody, UNASSIGNED, workOfNobody, writtenAssignment } from './write/assignment-record.ts'
import type { WriteContext } from './write/write-context.ts'
import { markupOf, type XmlNode } from './xml-node.ts'

export interface AssignmentExtras {
  readonly ofAssignment: (assignment: DocumentAssignment, index: number) => readonly XmlNode[]
  /** To be asked for task by task, in the order of the outline. */
  readonly ofTask: (task: DocumentTask, index: number) => readonly XmlNode[]
  /** Rows whose task a document does not have. */
  readonly ofNoTask: () => readonly XmlNode[]
}

export function assignmentExtras(context: WriteContext, rows: readonly AssignmentRow[]): AssignmentExtras {
  const { document, outline, assignmentsOf, taskOf } = context
  const rowsOf = assignmentLookup(rows)
  let uidOfNobody = document.assignments.length
  const rowsOfAssignment = ({ taskKey, resourceKey }: DocumentAssignment) =>
    rowsOf(Number(taskKey)).filter(({ resourceUid }) => String(resourceUid) === resourceKey)
  return {
    ofAssignment: (assignment, index) => {
      const [row, ...repeated] = rowsOfAssignment(assignment)
      if (row === undefined) return []
      if (repeated.length > 0) {
        const said = saidNodes(ASSIGNMENT, writtenAssignment(assignment, 0, context))
        return wholeAssignment([row, ...repeated], said)
      }
      const written = writtenAssignment(assignment, row.uid ?? index + 1, context)
      return withUid(row, index + 1, extraOf(ASSIGNMENT, row.raw, written))
    },
    ofTask: (task, index) => {
      const held = new Set(assignmentsOf(task.key).map(({ resourceKey }) => resourceKey))
      const others = rowsOf(Number(task.key)).filter(({ resourceUid }) => !held.has(String(resourceUid)))
      const nobody = others.find(({ resourceUid }) => resourceUid === UNASSIGNED)
      const isNeeded = needsNobody(task, outline.isSummary(index), context)
      if (nobody !== undefined || isNeeded) uidOfNobody += 1
      return [
        ...(nobody === undefined ? [] : nobodyExtras(nobody, task, { uid: uidOfNobody, isNeeded }, context)),
        ...others.filter((row) => row !== nobody).map(keptRow),
      ]
    },
    ofNoTask: () => rows.filter(({ taskUid }) => taskOf(String(taskUid)) === undefined).map(keptRow),
  }
}

/** The file's own number is kept where it is not the one that would be given. */
function withUid({ uid }: AssignmentRow, given: number, nodes: readonly XmlNode[]): readonly XmlNode[] {
  return uid === null || uid === given ? nodes : [['UID', String(uid)], ...nodes]
}

function nobodyExtras(
  row: AssignmentRow,
  task: DocumentTask,
  { uid, isNeeded }: { readonly uid: number; readonly isNeeded: boolean },
  context: WriteContext,
): readonly XmlNode[] {
  const nodes = withUid(row, uid, extraOf(ASSIGNMENT, row.raw, workOfNobody(task, row.uid ?? uid, context)))
  return isNeeded && nodes.length === 0 ? [] : [[NOBODY, nodes]]
}

function keptRow(row: AssignmentRow): XmlNode {
  return [rowName('Assignment', row.uid ?? -1), markupOf([wholeRow(row)])]
}

/** Of a resource that has a task more than once a document holds the sum. */
function wholeAssignment(rows: readonly AssignmentRow[], said: readonly XmlNode[]): readonly XmlNode[] {
  const markup = markupOf(rows.map(wholeRow))
  const uids = rows.flatMap(({ uid }): readonly XmlNode[] => (uid === null ? [] : [['UID', String(uid)]]))
  return [...uids, conditionalOn(wordsOf(said), [WHOLE_ASSIGNMENT, markup])]
}
