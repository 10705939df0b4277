import type { PlanDocument } from '../plan-document.ts'
import { documentOfRows } from '../plan-rows/document-of-rows.ts'
import type { DocumentRow, IdOf } from '../plan-rows/document-row.ts'
import { rowsOfDocument } from '../plan-rows/rows-of-document.ts'
import { writtenPlan } from './written-plan.ts'

export interface AsImported {
  /** What an import makes of a document, by the same keys; what the file had stored is kept to compare with. */
  readonly document: PlanDocument
  readonly rows: readonly DocumentRow[]
  /** Rows that wait until somebody mends them, and those that name one. */
  readonly parked: readonly DocumentRow[]
}

/** A document after it was written into a new project, row by row, and read from there. */
export function asImported(document: PlanDocument): AsImported {
  const rows = rowsOfDocument(document, numberedIds())
  const parked = parkedAmong(rows)
  const written = documentOfRows(writtenPlan(rows.filter((row) => !parked.has(row))))
  const sources = new Map(document.tasks.map((task) => [task.key, task]))
  const tasks = written.tasks.map((task) => {
    const { stored = null, external = null, line = 0 } = sources.get(task.key) ?? {}
    return { ...task, stored, external, line }
  })
  return { document: { ...written, tasks, warnings: document.warnings }, rows, parked: [...parked] }
}

/** The same row always has the same id. */
function numberedIds(): IdOf {
  const ids = new Map<string, string>()
  return (entity, key) => {
    const name = `${entity}/${key}`
    const id = ids.get(name) ?? `00000000-0000-7000-8000-${String(ids.size).padStart(12, '0')}`
    ids.set(name, id)
    return id
  }
}

/** What a row names comes before it. */
function parkedAmong(rows: readonly DocumentRow[]): Set<DocumentRow> {
  const parked = new Set<DocumentRow>()
  const missing = new Set<string>()
  for (const row of rows) {
    if (row.problem === null && !row.needs.some((id) => missing.has(id))) continue
    parked.add(row)
    missing.add(row.id)
  }
  return parked
}
