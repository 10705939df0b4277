import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type DatabaseSecrets, databaseName } from './database-urls.ts'

/**
 * Brings a cluster to where migrations can run: roles with their passwords, the database, its extensions. Changes nothing
 * the second time. What the roles are is said in `packages/database/sql`.
 */
export async function preparePostgres(
  root: string,
  superuserUrl: string,
  secrets: DatabaseSecrets,
  database = databaseName,
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query(await readSql(root, 'roles.sql'))
    await client.query(passwordStatement('throughline_owner', secrets.owner))
    await client.query(passwordStatement('throughline_app', secrets.app))
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0)
      await client.query(`create database ${pg.escapeIdentifier(database)} owner throughline_owner`)
  })
  const url = new URL(superuserUrl)
  url.pathname = `/${database}`
  await withClient(url.href, async (client) => {
    await client.query(await readSql(root, 'extensions.sql'))
  })
}

function passwordStatement(role: string, password: string): string {
  return `alter role ${pg.escapeIdentifier(role)} password ${pg.escapeLiteral(password)}`
}

function readSql(root: string, name: string): Promise<string> {
  return readFile(join(root, 'packages/database/sql', name), 'utf8')
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
