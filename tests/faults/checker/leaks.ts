import type { Scene } from '../scene.ts'

interface Counts {
  locks: number
  idle: number
  prepared: number
  listeners: number
  connections: number
}

/** PgBouncer's pool of one user at most, and a few of those who look. */
const mostConnections = 30
/** The api hears of events and requests, the worker of grants. */
const listeners = 2

/** No lock, transaction or connection was left behind; what has stood still for two seconds was. */
export async function checkLeaks({ world }: Scene): Promise<string[]> {
  const [counts] = await world.query<Counts>(
    `select (select count(*)::int from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and a.datname = 'throughline' and a.state_change < now() - interval '2 seconds') as locks,
       (select count(*)::int from pg_prepared_xacts) as prepared,
       count(*) filter (where state like 'idle in transaction%' and state_change < now() - interval '2 seconds')::int as idle,
       count(*) filter (where application_name = 'throughline listener')::int as listeners,
       count(*)::int as connections
     from pg_stat_activity where datname = 'throughline' and backend_type = 'client backend'`,
  )
  if (!counts) return ['nothing could be counted']
  const problems: string[] = []
  if (counts.locks > 0) problems.push(`${counts.locks} advisory locks are held by nobody`)
  if (counts.idle > 0) problems.push(`${counts.idle} transactions are idle`)
  if (counts.prepared > 0) problems.push(`${counts.prepared} transactions are prepared`)
  if (counts.listeners !== listeners) problems.push(`${counts.listeners} connections listen in place of ${listeners}`)
  if (counts.connections > mostConnections) problems.push(`${counts.connections} connections are open`)
  return problems
}
