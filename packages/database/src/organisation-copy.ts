import { sql } from 'kysely'
import { json, type Transaction } from './database.ts'

/** Whole tables of one organisation, out and in, for exports and imports of it. Names come from the domain's list of tables. */
export type CopiedRow = Record<string, unknown>

export interface CopiedColumn {
  name: string
  type: string
}

/** Columns that can be written, in their order. */
export async function listColumns(transaction: Transaction, table: string): Promise<CopiedColumn[]> {
  const { rows } = await sql<CopiedColumn>`
    select a.attname::text as name, t.typname::text as type
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = to_regclass(${`public.${table}`}) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum`.execute(transaction)
  return rows
}

/** Tables that hold rows of organisations, as the catalogue has them. */
export async function listTenantTables(transaction: Transaction): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname::text as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(transaction)
  return rows.map(({ name }) => name)
}

export async function findSchemaVersion(transaction: Transaction): Promise<string> {
  const { rows } = await sql<{ name: string }>`select schema_version() as name`.execute(transaction)
  return rows[0]?.name ?? ''
}

export async function countRows(transaction: Transaction, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(transaction)
  return rows[0]?.count ?? 0
}

/** All rows of a table that the transaction sees, some at a time: rows below others in a tree come after them. */
export async function* readRows(
  transaction: Transaction,
  table: string,
  { columns, below, page = 500 }: { columns: readonly string[]; below?: string; page?: number },
): AsyncGenerator<CopiedRow[]> {
  const cursor = sql.id(`copy_${table}`)
  const fields = sql.join(columns.map((name) => sql`t.${sql.id(name)}`))
  const source = below
    ? sql`with recursive tree as (
        select id, 0 as depth from ${sql.table(table)} where ${sql.id(below)} is null
        union all
        select c.id, p.depth + 1 from ${sql.table(table)} c join tree p on c.${sql.id(below)} = p.id)
      select row_to_json(x) as row from (
        select ${fields} from ${sql.table(table)} t join tree on tree.id = t.id order by tree.depth) x`
    : sql`select row_to_json(x) as row from (select ${fields} from ${sql.table(table)} t) x`
  await sql`declare ${cursor} no scroll cursor for ${source}`.execute(transaction)
  for (;;) {
    const { rows: found } = await sql<{ row: CopiedRow }>`fetch ${sql.lit(page)} from ${cursor}`.execute(transaction)
    if (found.length > 0) yield found.map(({ row }) => row)
    if (found.length < page) break
  }
  await sql`close ${cursor}`.execute(transaction)
}

/** Rows as `readRows` gave them, in one statement. */
export async function insertRows(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly CopiedRow[],
): Promise<void> {
  const names = sql.join(columns.map((name) => sql.id(name)))
  await sql`
    insert into ${sql.table(table)} (${names})
    select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${json(rows)}::jsonb)`.execute(transaction)
}

/** Sets some columns of rows that are there. */
export async function updateRows(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  rows: readonly CopiedRow[],
): Promise<void> {
  const assignments = sql.join(columns.map((name) => sql`${sql.id(name)} = r.${sql.id(name)}`))
  await sql`
    update ${sql.table(table)} t set ${assignments}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${json(rows)}::jsonb) r where t.id = r.id`.execute(
    transaction,
  )
}

export interface ImportedMember {
  id: string
  email: string
  name: string
  kind: string
  role: string
  isOwner: boolean
  disabledAt: string | null
  createdAt: string
}

/** Into the organisation of the transaction, which is being imported: whoever has the address here, or somebody new. */
export async function insertImportedMember(transaction: Transaction, member: ImportedMember): Promise<string> {
  const { id, email, name, kind, role, isOwner, disabledAt, createdAt } = member
  const { rows } = await sql<{ id: string }>`
    select import_member(${id}, ${email}, ${name}, ${kind}, ${role}, ${isOwner}, ${disabledAt}::timestamptz,
      ${createdAt}::timestamptz) as id`.execute(transaction)
  return rows[0]?.id ?? id
}

export async function finishImportOf(transaction: Transaction, organisationId: string): Promise<void> {
  await sql`select finish_import(${organisationId})`.execute(transaction)
}
