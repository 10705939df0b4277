import { chownSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalPorts } from '@throughline/platform'
import { type Account, makePrivateFolder } from './as-user.ts'
import { appUrl, type DatabaseSecrets, monitorRole } from './database-urls.ts'
import { installDebianPackages } from './debian-packages.ts'
import { answers } from './postgres.ts'
import { findProgram } from './run-command.ts'
import { writePrivateFile } from './secrets.ts'
import type { StackContext } from './stack-context.ts'

const commonFolders = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
]

/** Starts PgBouncer in front of the private cluster; false when there is none and none can be had. */
export async function startPgbouncer(context: StackContext, secrets: DatabaseSecrets): Promise<boolean> {
  const program = (await findPgbouncer(context)) ?? undefined
  if (!program) {
    context.progress.warn(
      'PgBouncer is missing: the services connect straight to PostgreSQL, which hides what only breaks behind a pooler. ' +
        'Get it with: sudo apt-get install pgbouncer (macOS: brew install pgbouncer)',
    )
    return false
  }
  const { account, home, ports } = context
  const folder = join(home.serviceData, 'pgbouncer')
  makePrivateFolder(folder, account)
  writeOwned(join(folder, 'pgbouncer.ini'), renderPgbouncerIni(folder, ports, home.sockets), account)
  writeOwned(join(folder, 'userlist.txt'), renderUserList(secrets), account)
  await context.progress.step('Starting PgBouncer', () =>
    context.run({
      name: 'pgbouncer',
      command: program,
      args: [join(folder, 'pgbouncer.ini')],
      env: context.settings.environment,
      cwd: folder,
      account,
      ready: () => answers(appUrl(ports.pgbouncer, secrets)),
    }),
  )
  return true
}

async function findPgbouncer(context: StackContext): Promise<string | undefined> {
  const { searchPath } = context.settings
  const folders = [...searchPath, ...commonFolders]
  const found = findProgram('pgbouncer', folders)
  if (found) return found
  await installDebianPackages('PgBouncer', ['pgbouncer'], searchPath, context.progress)
  return findProgram('pgbouncer', folders)
}

function writeOwned(file: string, content: string, account: Account | undefined): void {
  writePrivateFile(file, content)
  if (account) chownSync(file, account.uid, account.gid)
}

/** Transaction pooling with passwords (SCRAM), on the loopback and the sockets in this folder, if there is one. */
export function renderPgbouncerIni(
  folder: string,
  ports: Pick<LocalPorts, 'pgbouncer' | 'postgres'>,
  sockets: string | undefined,
): string {
  return `[databases]
* = host=${sockets ?? '127.0.0.1'} port=${ports.postgres}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ports.pgbouncer}
unix_socket_dir = ${sockets ?? ''}
auth_type = scram-sha-256
auth_file = ${join(folder, 'userlist.txt')}
pidfile = ${join(folder, 'pgbouncer.pid')}
pool_mode = transaction
max_client_conn = 500
default_pool_size = 20
server_login_retry = 1
server_round_robin = 0
ignore_startup_parameters = extra_float_digits
stats_users = ${monitorRole}
log_connections = 0
log_disconnections = 0
log_stats = 0
`
}

/** The passwords themselves: with SCRAM, PgBouncer needs them to sign in at the server. */
export function renderUserList(secrets: DatabaseSecrets): string {
  const lines = [
    ['throughline_app', secrets.app],
    ['throughline_owner', secrets.owner],
    [monitorRole, secrets.monitor],
  ]
  return `${lines.map(([name, password]) => `"${name}" "${password}"`).join('\n')}\n`
}
