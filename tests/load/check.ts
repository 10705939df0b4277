import { createClient } from '@throughline/client'
import pg from 'pg'
import { untilComputed } from '../bench/live-plan.ts'
import { freshDates, storedDates } from '../harness/fresh-schedule.ts'
import type { LoadWorld } from './world.ts'

/** Once all dates are computed: the head of each stream. */
export async function awaitQuiet({ apis, admins, projects }: LoadWorld): Promise<Record<string, number>> {
  const heads: Record<string, number> = {}
  for (const { id, organisation } of projects) {
    const client = createClient({ baseUrl: apis[0]?.url ?? '', token: admins[organisation]?.token ?? '' })
    await untilComputed(client, id)
    heads[id] = (await client.call('getProject', { params: { projectId: id } })).revision
  }
  return heads
}

/** What is wrong with what is stored; nothing when all is well. */
export async function checkStored(
  world: LoadWorld,
  acknowledged: Record<string, number[]>,
  heads: Record<string, number>,
): Promise<string[]> {
  const wrong: string[] = []
  for (const { id, organisation } of world.projects) {
    const token = world.admins[organisation]?.token ?? ''
    const client = createClient({ baseUrl: world.apis[0]?.url ?? '', token })
    const plan = await client.call('getPlan', { params: { projectId: id } })
    if (JSON.stringify(storedDates(plan)) !== JSON.stringify(freshDates(plan)))
      wrong.push(`the dates of ${id} are not those of a fresh run of the engine`)
  }
  const client = new pg.Client({ connectionString: world.running.stack.superuserUrl })
  await client.connect()
  try {
    for (const { id } of world.projects) {
      const { rows } = await client.query('select revision from event where stream_id = $1 order by revision', [id])
      const gap = rows.findIndex(({ revision }, index) => Number(revision) !== index + 1)
      if (gap >= 0 || rows.length !== heads[id]) wrong.push(`the revisions of ${id} are not 1 to ${heads[id]}`)
      const stored = await client.query("select revision from change_set where project_id = $1 and kind = 'edit'", [id])
      const known = new Set(stored.rows.map(({ revision }) => Number(revision)))
      const lost = (acknowledged[id] ?? []).filter((revision) => !known.has(revision))
      if (lost.length > 0) wrong.push(`${lost.length} acknowledged edits of ${id} are not stored`)
    }
  } finally {
    await client.end()
  }
  return wrong
}
