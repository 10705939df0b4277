import { chownSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { makePrivateFolder } from './as-user.ts'
import { type DatabaseSecrets, superuserUrl } from './database-urls.ts'
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts'
import { clearStaleLocks } from './postgres-lock.ts'
import { preparePostgres } from './postgres-roles.ts'
import { runCommand } from './run-command.ts'
import { writePrivateFile } from './secrets.ts'
import { socketLock } from './socket-folder.ts'
import type { StackContext } from './stack-context.ts'

/** Settings of the private cluster: the loopback, the sockets in the folder of the stack, no other door. */
const clusterSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  password_encryption: 'scram-sha-256',
  max_connections: '200',
  shared_buffers: '128MB',
  log_min_duration_statement: '1000',
  timezone: 'UTC',
}

/**
 * Starts the private cluster (made when it is not there yet) and brings its roles, database and extensions up to date.
 * `extra` are further settings of the server, for tests.
 */
export async function startPostgres(
  context: StackContext,
  secrets: DatabaseSecrets,
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  const data = postgresData(context)
  const binaries = await findPostgres(context, data)
  const { environment } = context.settings
  if (!existsSync(join(data, 'PG_VERSION'))) {
    await context.progress.step('Creating the PostgreSQL cluster', () =>
      createCluster(context, binaries, data, secrets.superuser),
    )
  }
  const url = superuserUrl(context.ports.postgres, secrets)
  const { sockets } = context.home
  const port = context.ports.postgres
  const places = { unix_socket_directories: sockets ?? '', port: String(port) }
  const locks = sockets ? [socketLock(sockets, port)] : []
  await context.progress.step(`Starting PostgreSQL ${binaries.major}`, async () => {
    await context.run({
      name: 'postgres',
      command: join(binaries.folder, 'postgres'),
      args: ['-D', data, ...serverFlags({ ...clusterSettings, ...places, ...extra })],
      env: { ...environment, LC_ALL: 'C' },
      cwd: context.home.serviceData,
      account: context.account,
      stopSignal: 'SIGINT',
      prepare: () => clearStaleLocks(data, locks),
      ready: () => answers(url),
    })
    await preparePostgres(context.root, url, secrets)
  })
}

export function postgresData(context: Pick<StackContext, 'home'>): string {
  return join(context.home.serviceData, 'postgres')
}

export function serverFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Made beside its place and then renamed, so that an interrupted start leaves no half of a cluster. */
async function createCluster(
  context: StackContext,
  binaries: PostgresBinaries,
  data: string,
  password: string,
): Promise<void> {
  const { account, home } = context
  const draft = `${data}.draft`
  const passwordFile = `${data}.password`
  rmSync(draft, { recursive: true, force: true })
  makePrivateFolder(draft, account)
  writePrivateFile(passwordFile, `${password}\n`)
  if (account) chownSync(passwordFile, account.uid, account.gid)
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8'
  const flags = [
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    `--locale=${locale}`,
  ]
  try {
    await runCommand(join(binaries.folder, 'initdb'), ['-D', draft, ...flags, '--no-instructions'], {
      account,
      cwd: home.serviceData,
      signal: context.signal,
    })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, data)
}

/** Null when a connection to this database can be opened and answers. */
export async function answers(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}
