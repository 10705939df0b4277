import { isDeepStrictEqual } from 'node:util'
import type { AcknowledgedEdit, Scene } from '../scene.ts'

interface ChangeSetRow {
  id: string
  revision: number
  operations: { op: string; id?: string; patch?: { durationMinutes?: number } }[]
}

/** No acknowledged edit is lost, and nothing was applied twice. */
export async function checkEdits({ world, projectId, edits, changeSets, taskNames }: Scene): Promise<string[]> {
  const rows = await world.query<ChangeSetRow>(
    `select id, revision::int as revision, operations from change_set
     where project_id = $1 and kind <> 'import' order by revision`,
    [projectId],
  )
  const tasks = await world.query<{ id: string; name: string; duration: number }>(
    'select id, name, duration_minutes as duration from task where project_id = $1 and deleted_at is null',
    [projectId],
  )
  const keys = await world.query<{ key: string; id: string | null }>(
    `select key, body -> 'changeSet' ->> 'id' as id from idempotency_key where key = any($1)`,
    [edits.map(({ key }) => key)],
  )
  const kept = new Map(keys.map(({ key, id }) => [key, id]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const applied = countApplied(rows)
  const problems = edits.flatMap((edit) => [...missing(edit, byId), ...repeated(edit, applied), ...unkept(edit, kept)])
  if (rows.length !== changeSets) problems.push(`there are ${rows.length} change sets in place of ${changeSets}`)
  for (const [taskId, duration] of lastByTask(edits)) {
    const stored = tasks.find(({ id }) => id === taskId)?.duration
    if (stored !== duration) problems.push(`task ${taskId} has the duration ${stored} in place of ${duration}`)
  }
  const names = tasks.map(({ name }) => name).toSorted()
  if (!isDeepStrictEqual(names, taskNames.toSorted()))
    problems.push(`there are the tasks ${names.join(', ')} in place of ${taskNames.join(', ')}`)
  return problems
}

function missing({ changeSetId, revision }: AcknowledgedEdit, rows: ReadonlyMap<string, ChangeSetRow>): string[] {
  const row = rows.get(changeSetId)
  if (!row) return [`the acknowledged change set ${changeSetId} is not there`]
  return row.revision === revision
    ? []
    : [`change set ${changeSetId} has revision ${row.revision}, and ${revision} was told`]
}

/** How often each task was set to each duration. */
function countApplied(rows: readonly ChangeSetRow[]): Map<string, number> {
  const applied = new Map<string, number>()
  for (const { op, id, patch } of rows.flatMap(({ operations }) => operations)) {
    if (op !== 'update' || patch?.durationMinutes === undefined) continue
    const name = `${id} ${patch.durationMinutes}`
    applied.set(name, (applied.get(name) ?? 0) + 1)
  }
  return applied
}

function repeated({ taskId, durationMinutes }: AcknowledgedEdit, applied: ReadonlyMap<string, number>): string[] {
  const times = applied.get(`${taskId} ${durationMinutes}`) ?? 0
  return times === 1 ? [] : [`the edit of ${taskId} to ${durationMinutes} minutes was applied ${times} times`]
}

function unkept({ key, changeSetId }: AcknowledgedEdit, kept: ReadonlyMap<string, string | null>): string[] {
  return kept.get(key) === changeSetId ? [] : [`the answer kept for key ${key} is not that of ${changeSetId}`]
}

/** What each task was set to last, by the order of revisions. */
function lastByTask(edits: readonly AcknowledgedEdit[]): Map<string, number> {
  const inOrder = edits.toSorted((one, other) => one.revision - other.revision)
  return new Map(inOrder.map(({ taskId, durationMinutes }) => [taskId, durationMinutes]))
}
