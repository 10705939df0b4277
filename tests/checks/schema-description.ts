import pg from 'pg'

/** Where objects of extensions are left out: they are not ours. */
const own = (id: string, catalog: string) =>
  `not exists (select from pg_depend d where d.objid = ${id} and d.classid = '${catalog}'::regclass and d.deptype = 'e')`

/** One line for each thing in schema public, except the list of migrations: tables, columns, constraints, indexes, policies, functions, rights. */
const parts: readonly string[] = [
  `select format('%s %s owner %s rights %s security %s forced %s', c.relkind, c.relname, pg_get_userbyid(c.relowner), c.relacl,
     c.relrowsecurity, c.relforcerowsecurity) from pg_class c where c.relnamespace = 'public'::regnamespace and ${own('c.oid', 'pg_class')}`,
  `select format('column %s.%s %s %s %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
     pg_get_expr(e.adbin, e.adrelid)) from pg_attribute a join pg_class c on c.oid = a.attrelid
     left join pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped`,
  `select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
     where connamespace = 'public'::regnamespace`,
  `select indexdef from pg_indexes where schemaname = 'public'`,
  `select format('policy %s %s %s %s %s %s', tablename, policyname, roles, cmd, qual, with_check) from pg_policies where schemaname = 'public'`,
  `select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal`,
  `select format('function %s owner %s rights %s', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.proacl) from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') and ${own('p.oid', 'pg_proc')}`,
]

/** What the database holds, as sorted lines; two databases are equal when their lines are. */
export async function describeSchema(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const lines: string[] = []
    for (const text of parts) {
      const { rows } = await client.query<[string]>({ text, rowMode: 'array' })
      lines.push(...rows.map(([line]) => line))
    }
    return lines.filter((line) => !/\bmigration(_\w+)?\b/.test(line)).toSorted()
  } finally {
    await client.end()
  }
}
