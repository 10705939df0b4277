import { type ChangeOperation, type FilePlace, maximumOperations, type ProjectValues } from '@throughline/contract'
import type { ImportablePlan } from '@throughline/formats'
import { checkDocument, checkOperations } from './check-operations.ts'
import { toOperations, toProject } from './to-operations.ts'

/** All that an import writes, cut into change sets. The same file always gives the same batches. */
export interface ImportBatches {
  project: ProjectValues & { id: string }
  rowsTotal: number
  warnings: FilePlace[]
  list: ChangeOperation[][]
}

/** A small file comes in about ten batches too, so that its progress can be seen. */
const batchesWanted = 10
const smallestBatch = 50

/** Throws FormatError for what cannot be written. */
export function batchesOf(
  document: ImportablePlan,
  job: { projectName: string | null; fileName: string },
  idOf: (key: string) => string,
): ImportBatches {
  checkDocument(document)
  const project = toProject(document, job, idOf('project'))
  const operations = toOperations(document, project.id, idOf)
  checkOperations(operations)
  const size = Math.min(maximumOperations, Math.max(smallestBatch, Math.ceil(operations.length / batchesWanted)))
  const warnings = document.warnings.map(({ message, line, column }) => ({ message, line, column: column ?? null }))
  return { project, rowsTotal: operations.length, warnings, list: cut(operations, size) }
}

function cut<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
