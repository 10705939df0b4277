import { isDeepStrictEqual } from 'node:util'
import type { StreamEvent } from '@throughline/contract'
import type { Scene, Subscriber } from '../scene.ts'
import type { World } from '../world.ts'

interface StreamRow {
  head: number
  revision: number
  least: number | null
  greatest: number | null
  count: number
  newestRow: number | null
  twice: number
}

/** Revisions are 1 to n without gap, no row is ahead of its project, and every subscriber has had just that. */
export async function checkStreams({ world, projectId, subscribers }: Scene): Promise<string[]> {
  const [stream] = await world.query<StreamRow>(
    `select s.head::int as head, p.revision::int as revision, min(e.revision)::int as least,
       max(e.revision)::int as greatest, count(e.revision)::int as count,
       (select max(revision)::int from task where project_id = p.id) as "newestRow",
       (select count(*)::int from (select from change_set c where c.project_id = p.id group by c.revision
        having count(*) > 1) repeated) as twice
     from project p join stream s on s.id = p.id left join event e on e.stream_id = s.id
     where p.id = $1 group by s.head, p.revision, p.id`,
    [projectId],
  )
  if (!stream) return ['the project has no stream']
  const { head, revision, least, greatest, count, newestRow, twice } = stream
  const problems: string[] = []
  if (least !== 1 || greatest !== head || count !== head)
    problems.push(`the stream's head is ${head}, and it has ${count} events from ${least} to ${greatest}`)
  if (revision > head) problems.push(`the project has revision ${revision}, ahead of ${head}`)
  if ((newestRow ?? 0) > head) problems.push(`a task has revision ${newestRow}, ahead of ${head}`)
  if (twice > 0) problems.push(`${twice} revisions belong to more than one change set`)
  const items = await listAllEvents(world, projectId)
  for (const subscriber of subscribers) problems.push(...compareLog(subscriber, items))
  return problems
}

async function listAllEvents({ patient }: World, projectId: string): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  for (;;) {
    const since = events.at(-1)?.revision ?? 0
    const { items } = await patient.call('listEvents', { params: { projectId }, query: { since } })
    if (items.length === 0) return events
    events.push(...items)
  }
}

function compareLog({ since, log }: Subscriber, events: readonly { revision: number }[]): string[] {
  const expected = events.filter(({ revision }) => revision > since)
  if (isDeepStrictEqual(log, expected)) return []
  const seen = log.map(({ revision }) => revision).join(' ')
  return [
    `a subscriber from ${since} on saw ${seen || 'nothing'} of ${expected.length} events, or saw them differently`,
  ]
}
