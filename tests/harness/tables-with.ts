import type pg from 'pg'

/** All tables that hold a text in any column, as text. */
export async function tablesWith(superuser: pg.Client, text: string): Promise<string[]> {
  const { rows } = await superuser.query("select tablename from pg_tables where schemaname = 'public'")
  const found: string[] = []
  for (const { tablename } of rows) {
    const held = await superuser.query(`select from ${tablename} t where strpos(t::text, $1) > 0 limit 1`, [text])
    if (held.rowCount) found.push(tablename)
  }
  return found.sort()
}
