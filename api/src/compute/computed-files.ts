// Answers that are files. All of them are made by threads: a plan is read in a transaction, which ends before the first
// byte goes out, and written as the caller takes it (decision 26).
import type { FileId, OperationId } from '@throughline/contract'
import type { FileWriter } from './file-call.ts'
import { exportList } from './files/list-file.ts'
import { exportOwnTasks } from './files/own-tasks-file.ts'
import { exportProject } from './files/project-file.ts'

/** But for the file of an exported organisation, which a workflow made and stored. */
type ComputedFileId = Exclude<FileId, 'downloadOrganisationExport'>

const computedFiles: { readonly [Id in ComputedFileId]: FileWriter<Id> } = { exportProject, exportOwnTasks, exportList }

/** What makes the file of an operation. */
export function fileWriterOf(id: OperationId): FileWriter<FileId> {
  const found = (computedFiles as Partial<Record<OperationId, unknown>>)[id] as FileWriter<FileId> | undefined
  if (!found) throw new Error(`${id} does not answer with a file`)
  return found
}
