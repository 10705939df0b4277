import { randomUUID } from 'node:crypto'
import { type Database, withTransaction } from '@throughline/database'
import { type Actor, createProject } from '@throughline/domain'
import pg from 'pg'

export interface RecomputePlan {
  projectId: string
  /** A leaf that starts the network, and one of those that end it. */
  first: string
  last: string
}

/** Working tasks under one summary. */
const groupSize = 20
/** How far back a link reaches. */
const reach = 40

/** A plan of `size` tasks, one in twenty a summary, and about 1.7 links a task, written in bulk. */
export async function createRecomputePlan(
  database: Database,
  actor: Actor,
  size: number,
  superuserUrl: string,
): Promise<RecomputePlan> {
  const rows = planRows(size)
  const { id: projectId } = await withTransaction(database, actor, (transaction) =>
    createProject(transaction, actor, { name: `Bench ${size}`, startsAt: '2026-03-02T08:00' }),
  )
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const place = [actor.organisationId, projectId]
    await client.query(insertTasks, [...place, JSON.stringify(rows.tasks)])
    await client.query(insertLinks, [...place, JSON.stringify(rows.links)])
    await client.query('update project set input_revision = greatest(input_revision, 1) where id = $1', [projectId])
    await client.query('vacuum analyze task, link')
  } finally {
    await client.end()
  }
  const leaves = rows.tasks.filter((task) => task.parent_id !== null)
  return { projectId, first: leaves[0]?.id ?? '', last: leaves.at(-1)?.id ?? '' }
}

const insertTasks = `
  insert into task (id, organisation_id, project_id, parent_id, path, position, name, duration_minutes, revision,
    edited_revision, created_revision)
  select r.id, $1, $2, r.parent_id, replace(r.id::text, '-', '_')::ltree, r.position, 'Task ' || r.position, r.minutes,
    1, 1, 1
  from jsonb_to_recordset($3::jsonb) as r (id uuid, parent_id uuid, position int, minutes int)`
const insertLinks = `
  insert into link (id, organisation_id, project_id, predecessor_id, successor_id, type, revision, created_revision)
  select r.id, $1, $2, r.predecessor_id, r.successor_id, 'FS', 1, 1
  from jsonb_to_recordset($3::jsonb) as r (id uuid, predecessor_id uuid, successor_id uuid)`

function planRows(size: number) {
  const tasks: { id: string; parent_id: string | null; position: number; minutes: number }[] = []
  const links: { id: string; predecessor_id: string; successor_id: string }[] = []
  const leaves: string[] = []
  let parent: string | null = null
  for (let at = 0; at < size; at += 1) {
    const id = randomUUID()
    const isSummary = at % groupSize === 0
    if (isSummary) parent = id
    tasks.push({ id, parent_id: isSummary ? null : parent, position: at, minutes: 240 + (at % 7) * 120 })
    if (isSummary) continue
    const from = new Set(
      [leaves.length - 1 - (at % 5), leaves.length - 1 - ((at * 7) % reach)].filter((index) => index >= 0),
    )
    for (const index of from)
      links.push({ id: randomUUID(), predecessor_id: leaves[index] as string, successor_id: id })
    leaves.push(id)
  }
  return { tasks, links }
}
