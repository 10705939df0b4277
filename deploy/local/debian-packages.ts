import { existsSync } from 'node:fs'
import { privilegedPrefix, runPrivileged } from './privileged.ts'
import type { Progress } from './progress.mjs'
import { findProgram } from './run-command.ts'

const clusterSettings = '/etc/postgresql-common/createcluster.conf'

/**
 * Installs Debian packages where apt-get and root rights (or sudo without a password) are there; answers whether it did.
 * The packages bring services of their own, which this product does not use: no cluster is made, PgBouncer's is stopped.
 */
export async function installDebianPackages(
  title: string,
  packages: readonly string[],
  searchPath: readonly string[],
  progress: Progress,
): Promise<boolean> {
  const apt = findProgram('apt-get', searchPath)
  const prefix = apt ? await privilegedPrefix(searchPath) : undefined
  if (!apt || !prefix) return false
  try {
    await progress.step(`Installing ${title} (apt-get)`, () => install(apt, prefix, packages))
    return true
  } catch (error) {
    progress.warn(`apt-get could not install ${title}: ${error instanceof Error ? error.message : error}`)
    return false
  }
}

async function install(apt: string, prefix: readonly string[], packages: readonly string[]): Promise<void> {
  if (!existsSync(clusterSettings)) {
    await runPrivileged(prefix, ['mkdir', '-p', '/etc/postgresql-common'])
    await runPrivileged(prefix, ['tee', clusterSettings], 'create_main_cluster = false\n')
  }
  await runPrivileged(prefix, [apt, 'update', '-q'])
  await runPrivileged(prefix, [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    apt,
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    ...packages,
  ])
  if (packages.includes('pgbouncer') && existsSync('/run/systemd/system')) {
    await runPrivileged(prefix, ['systemctl', 'disable', '--now', 'pgbouncer'])
  }
}
