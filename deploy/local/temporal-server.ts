import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type DatabaseSecrets, superuserUrl } from './database-urls.ts'
import { canConnect } from './mail.ts'
import { findFreePorts } from './ports.ts'
import { runCommand } from './run-command.ts'
import { ensureSecret, writePrivateFile } from './secrets.ts'
import type { StackContext } from './stack-context.ts'
import { findTemporalServer, type TemporalServerPrograms } from './temporal-server-binary.ts'
import { databases, innerPortCount, renderDynamicConfig, renderServerConfig } from './temporal-server-config.ts'
import { prepareTemporal } from './temporal-setup.ts'

const role = 'throughline_temporal'

/**
 * Starts the Temporal server proper on databases of its own in the private cluster, as larger installations run it: for
 * tests that kill it, and to measure what it costs over the development server. It connects past PgBouncer.
 */
export async function startTemporalServer(context: StackContext, secrets: DatabaseSecrets | undefined): Promise<void> {
  if (!secrets) throw new Error('The Temporal server keeps its state in the private cluster, and this stack has none')
  const { ports, settings, home, progress } = context
  const programs = await findTemporalServer(settings, progress)
  const folder = join(home.folder, 'temporal-server')
  mkdirSync(folder, { recursive: true })
  const password = ensureSecret(join(home.secrets, 'postgres-temporal'))
  await progress.step('Preparing the databases of Temporal', async () => {
    await makeDatabases(superuserUrl(ports.postgres, secrets), password)
    for (const [schema, database] of Object.entries(databases))
      await updateSchema(context, programs, { database, schema, password })
  })
  const dynamicFile = join(folder, 'dynamic.yaml')
  writePrivateFile(dynamicFile, renderDynamicConfig())
  const innerPorts = await findFreePorts(innerPortCount)
  const place = { port: ports.temporal, innerPorts, databasePort: ports.postgres, user: role, password, dynamicFile }
  writePrivateFile(join(folder, 'stack.yaml'), renderServerConfig(place))
  await progress.step('Starting the Temporal server', async (say) => {
    await context.run({
      name: 'temporal',
      command: programs.server,
      args: ['--root', folder, '--config', '.', '--env', 'stack', '--allow-no-auth', 'start'],
      env: settings.environment,
      cwd: folder,
      ready: async () => await canConnect(ports.temporal),
      readyTimeoutMs: 60_000,
    })
    say('namespace and search attributes')
    await prepareTemporal(`127.0.0.1:${ports.temporal}`, settings.temporalNamespace, context.signal)
    say('')
  })
}

async function makeDatabases(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const roles = await client.query('select from pg_roles where rolname = $1', [role])
    if (roles.rowCount === 0) await client.query(`create role ${role} login`)
    await client.query(`alter role ${role} password ${pg.escapeLiteral(password)}`)
    for (const database of Object.values(databases)) {
      const found = await client.query('select from pg_database where datname = $1', [database])
      if (found.rowCount === 0) await client.query(`create database ${database} owner ${role}`)
    }
  } finally {
    await client.end()
  }
}

interface SchemaPlace {
  database: string
  /** Folder of the schemas that the tool carries. */
  schema: string
  password: string
}

async function updateSchema(
  { ports, settings }: StackContext,
  { sql }: TemporalServerPrograms,
  { database, schema, password }: SchemaPlace,
): Promise<void> {
  const env = { ...settings.environment, SQL_PASSWORD: password }
  const target = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(ports.postgres), '-u', role]
  const run = (...command: string[]) => runCommand(sql, [...target, '--db', database, ...command], { env })
  const url = `postgres://${role}:${password}@127.0.0.1:${ports.postgres}/${database}`
  if (!(await hasVersion(url))) await run('setup-schema', '-v', '0.0')
  await run('update-schema', '--schema-name', `postgresql/v12/${schema}`)
}

async function hasVersion(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_tables where tablename = 'schema_version'")
    return rowCount !== 0
  } finally {
    await client.end()
  }
}
