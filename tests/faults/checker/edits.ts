import type { AcknowledgedEdit, Scene } from '../scene.ts'

interface ChangeSetRow {
  id: string
  revision: number
  operations: string
}

/** No acknowledged edit is lost, and nothing was applied twice. */
export async function checkEdits({ world, projectId, edits, changeSets }: Scene): Promise<string[]> {
  const rows = await world.query<ChangeSetRow>(
    `select id, revision::int as revision, operations::text as operations from change_set
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
  const problems = edits.flatMap((edit) => [...missing(edit, rows), ...repeated(edit, rows), ...unkept(edit, kept)])
  if (rows.length !== changeSets) problems.push(`there are ${rows.length} change sets in place of ${changeSets}`)
  for (const [taskId, duration] of lastByTask(edits)) {
    const stored = tasks.find(({ id }) => id === taskId)?.duration
    if (stored !== duration) problems.push(`task ${taskId} has the duration ${stored} in place of ${duration}`)
  }
  const names = tasks.map(({ name }) => name)
  if (new Set(names).size !== names.length) problems.push(`tasks were created twice: ${names.join(', ')}`)
  return problems
}

function missing({ changeSetId, revision }: AcknowledgedEdit, rows: readonly ChangeSetRow[]): string[] {
  const row = rows.find(({ id }) => id === changeSetId)
  if (!row) return [`the acknowledged change set ${changeSetId} is not there`]
  return row.revision === revision
    ? []
    : [`change set ${changeSetId} has revision ${row.revision}, and ${revision} was told`]
}

function repeated({ taskId, durationMinutes }: AcknowledgedEdit, rows: readonly ChangeSetRow[]): string[] {
  const value = new RegExp(`"durationMinutes": ${durationMinutes}\\b`)
  const times = rows.filter(({ operations }) => operations.includes(taskId) && value.test(operations)).length
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
