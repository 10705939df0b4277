import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'throughline-test-'
const ownerFile = 'owner-pid'

/** A temporary state folder that says whose it is. */
export function makeTestHome(): string {
  const home = mkdtempSync(join(tmpdir(), prefix))
  writeFileSync(join(home, ownerFile), String(process.pid))
  return home
}

/** State folders of test runs that were killed before they could clean up. */
export function listAbandonedHomes(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
    .filter((home) => !isOwned(home))
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true })

function isOwned(home: string): boolean {
  try {
    const pid = Number(readFileSync(join(home, ownerFile), 'utf8'))
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
