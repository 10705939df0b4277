import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sendSignal } from './process-identity.ts'
import { waitFor } from './wait-for.ts'

/**
 * After a `kill -9` PostgreSQL leaves postmaster.pid and a lock beside each socket, and refuses to start when the number in
 * one belongs to any process by now, or to a zombie. They may go only when nothing works on the data any more: all processes of a cluster have
 * its folder as their working directory, so they are looked for there (Linux), and ended when they do not end by themselves.
 */
export async function clearStaleLocks(data: string, besides: readonly string[]): Promise<void> {
  const lock = join(data, 'postmaster.pid')
  if (process.platform !== 'linux' || !existsSync(lock)) return
  const none = async () => {
    const workers = processesIn(data)
    return workers.length === 0 ? null : `processes ${workers.join(', ')} still work on ${data}`
  }
  try {
    await waitFor('The end of the former PostgreSQL', none, { timeoutMs: 2_000 })
  } catch {
    for (const pid of processesIn(data)) sendSignal(pid, 'SIGQUIT')
    await waitFor('The end of the former PostgreSQL', none, { timeoutMs: 15_000 })
  }
  for (const file of [lock, ...besides]) rmSync(file, { force: true })
}

function processesIn(folder: string): number[] {
  const real = realpathSync(folder)
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && workingFolder(entry) === real && !isZombie(entry))
    .map(Number)
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function isZombie(pid: string): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
