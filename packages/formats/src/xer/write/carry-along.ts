// Rows of the file that nothing is read from, as far as what they name is still there.

import { cellsOfLine } from './carried.ts'
import type { Content } from './content.ts'
import type { Cells } from './out-row.ts'
import type { WriteContext } from './write-context.ts'

/** Columns that name rows, and where those are. */
const REFERENCES: Readonly<Record<string, readonly [table: string, column: string]>> = {
  task_id: ['TASK', 'task_id'],
  rsrc_id: ['RSRC', 'rsrc_id'],
  taskrsrc_id: ['TASKRSRC', 'taskrsrc_id'],
}
const KEYS: Readonly<Record<string, string>> = {
  TASK: 'task_id',
  PROJWBS: 'wbs_id',
  RSRC: 'rsrc_id',
  TASKRSRC: 'taskrsrc_id',
  PROJECT: 'proj_id',
}

/** Adds them to what is written. Those of tables that others name come first. */
export function carryAlong(content: Content, context: WriteContext): void {
  const isLater = (name: string) => (name in KEYS || name === 'UDFTYPE' ? 0 : 1)
  const tables = [...context.carried.tables].sort((a, b) => isLater(a.name) - isLater(b.name))
  for (const { name, columns, lines } of tables) {
    const rows = content.get(name) ?? []
    const isThere = identityIn(name, rows)
    const carried = lines.map((line) => cellsOfLine(line, columns)).filter((row) => !isThere(row))
    const kept =
      name === 'PROJWBS' ? elements(carried, rows, context) : carried.filter(namesWhatIs(name, content, context))
    content.set(name, name === 'RSRC' ? [...kept, ...rows] : [...rows, ...kept])
  }
}

/** Whether a row says what one that is written says already. */
function identityIn(table: string, rows: readonly Cells[]): (row: Cells) => boolean {
  const print = (row: Cells): string =>
    table === 'TASKPRED'
      ? `${row.pred_task_id}/${row.task_id}/${row.pred_type}`
      : table === 'UDFVALUE'
        ? `${row.udf_type_id}/${row.fk_id}`
        : (row[KEYS[table] ?? ''] ?? '')
  if (table !== 'TASKPRED' && table !== 'UDFVALUE' && !(table in KEYS)) return () => false
  const prints = new Set(rows.map(print))
  return (row) => print(row) !== '' && prints.has(print(row))
}

/** Elements without tasks; what lay below one that is gone lies below the project. */
function elements(carried: readonly Cells[], rows: readonly Cells[], { rootId }: WriteContext): Cells[] {
  const ids = new Set([...rows, ...carried].map(({ wbs_id }) => wbs_id))
  return carried.map((row) => (ids.has(row.parent_wbs_id) ? row : { ...row, parent_wbs_id: rootId }))
}

function namesWhatIs(table: string, content: Content, { projectId }: WriteContext): (row: Cells) => boolean {
  const idsOf = (name: string, column: string) => new Set((content.get(name) ?? []).map((row) => row[column]))
  const known = Object.entries(REFERENCES).map(([column, [name, key]]) => ({ column, ids: idsOf(name, key) }))
  const elementIds = idsOf('PROJWBS', 'wbs_id')
  const fieldTables = new Map((content.get('UDFTYPE') ?? []).map((row) => [row.udf_type_id, row.table_name ?? '']))
  const keysOf = new Map(Object.entries(KEYS).map(([name, key]) => [name, idsOf(name, key)]))
  return (row) => {
    if (known.some(({ column, ids }) => column !== KEYS[table] && isMissing(row[column], ids))) return false
    if (row.proj_id === projectId && isMissing(row.wbs_id, elementIds)) return false
    const isOwnLink = table === 'TASKPRED' && row.pred_proj_id === projectId
    if (isOwnLink && isMissing(row.pred_task_id, known[0]?.ids ?? new Set())) return false
    if (table !== 'UDFVALUE') return true
    const ids = keysOf.get(fieldTables.get(row.udf_type_id) ?? '')
    return ids === undefined || !isMissing(row.fk_id, ids)
  }
}

function isMissing(id: string | undefined, ids: ReadonlySet<string | undefined>): boolean {
  return id !== undefined && id !== '' && !ids.has(id)
}
