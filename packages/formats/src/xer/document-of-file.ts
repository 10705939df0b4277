import type { PlanDocument } from '../plan-document.ts'
import { assignmentKey } from '../row-keys.ts'
import { documentOf } from './document-of.ts'
import { applyOwn } from './own/apply-own.ts'
import { conventionsOf } from './own/own-values.ts'
import { attachExtras } from './write/attach-extras.ts'
import type { XerFile } from './xer-tables.ts'
import { keyIn, textIn } from './xer-values.ts'

/**
 * The project of a file, with all that the file says of it, or without what only a writer of XER has a use for. Throws
 * FormatError for one that contradicts itself.
 */
export function documentOfFile(file: XerFile, keepsExtra: boolean): PlanDocument {
  const reading = documentOf(file)
  const projectId = keyIn(reading.project, 'proj_id')
  const document = applyOwn(reading.document, reading.own, { projectId, assignmentIdOf: assignmentIds(file) })
  if (!keepsExtra) return document
  return attachExtras(document, file, reading, [...conventionsOf(reading.own, projectId)])
}

/** The first row of an assignment that stands in several has its fields. */
function assignmentIds({ tables }: XerFile): (key: string) => string {
  const ids = new Map<string, string>()
  for (const row of tables.get('TASKRSRC') ?? []) {
    const key = assignmentKey(textIn(row, 'task_id') ?? '', textIn(row, 'rsrc_id') ?? '')
    if (!ids.has(key)) ids.set(key, textIn(row, 'taskrsrc_id') ?? '')
  }
  return (key) => ids.get(key) ?? ''
}
