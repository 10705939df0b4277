import pg from 'pg'

/** What one kind of statement cost the database while requests were sent. */
export interface StatementTime {
  callsPerSecond: number
  /** Milliseconds a second, of which a core has a thousand. */
  planning: number
  execution: number
  text: string
}

/** Loaded only to look: it costs every statement a little. */
export const statementSettings: Readonly<Record<string, string>> = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'top',
  'pg_stat_statements.track_planning': 'on',
}

const most = 25
const longestText = 160

/** PostgreSQL that cannot load the module does not start, and says so in a way that does not help. */
export function explainMissing(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.includes('pg_stat_statements')) return error
  const help = '--statements needs the module pg_stat_statements of PostgreSQL (in Debian it comes with postgresql-15)'
  return new Error(help, { cause: error })
}

/** Begins to count anew. */
export async function countStatements(superuserUrl: string): Promise<void> {
  await asked(superuserUrl, async (client) => {
    await client.query('create extension if not exists pg_stat_statements')
    await client.query('select pg_stat_statements_reset()')
  })
}

/** Those that took the most time since then, the worst first. */
export async function readStatements(superuserUrl: string, seconds: number): Promise<StatementTime[]> {
  const { rows } = await asked(superuserUrl, (client) =>
    client.query<{ calls: string; planning: number; execution: number; query: string }>(
      `select calls, total_plan_time as planning, total_exec_time as execution, query from pg_stat_statements
       order by total_plan_time + total_exec_time desc limit ${most}`,
    ),
  )
  return rows.map(({ calls, planning, execution, query }) => ({
    callsPerSecond: Number(calls) / seconds,
    planning: planning / seconds,
    execution: execution / seconds,
    text: query.replace(/\s+/g, ' ').trim().slice(0, longestText),
  }))
}

async function asked<Answer>(url: string, ask: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}
