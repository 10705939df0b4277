import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identify, isAlive, type ProcessIdentity } from '../../deploy/local/process-identity.ts'

const prefix = 'throughline-test-'
const ownerFile = 'owner.json'
/** A folder without an owner yet may be one that is just being made. */
const settlingMs = 60_000

/** A temporary state folder that says which process it belongs to. */
export function makeTestHome(): string {
  const home = mkdtempSync(join(tmpdir(), prefix))
  writeFileSync(join(home, ownerFile), JSON.stringify(identify(process.pid)))
  return home
}

/** State folders of processes that are gone: test runs that were killed before they could clean up. */
export function listAbandonedHomes(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((home) => !isOwned(home))
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true })

function isOwned(home: string): boolean {
  try {
    return isAlive(JSON.parse(readFileSync(join(home, ownerFile), 'utf8')) as ProcessIdentity)
  } catch {
    return Date.now() - statSync(home).mtimeMs < settlingMs
  }
}
