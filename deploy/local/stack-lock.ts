import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LocalPorts } from '@throughline/platform'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'

/** Who runs the stack of a state folder, so that a second start says so, and `status` and `down` find it. */
export interface StackRecord extends ProcessIdentity {
  state: 'starting' | 'ready' | 'stopping'
  ports: LocalPorts
  startedAt: string
}

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError'
}

export function acquireStackLock(runFolder: string, ports: LocalPorts): void {
  const runner = readRunner(runFolder)
  if (runner) {
    throw new AlreadyRunningError(
      `Throughline is already running here (process ${runner.pid}, http://localhost:${runner.ports.api}). ` +
        'Stop it with Ctrl-C where it runs, or with: npm run stack -- down',
    )
  }
  const self = identify(process.pid)
  if (self) writeRunner(runFolder, { ...self, state: 'starting', ports, startedAt: new Date().toISOString() })
}

export function markStack(runFolder: string, state: StackRecord['state']): void {
  const record = readRunner(runFolder)
  if (record) writeRunner(runFolder, { ...record, state })
}

export function releaseStackLock(runFolder: string): void {
  rmSync(fileOf(runFolder), { force: true })
}

/** The runner of this state folder, if it lives. */
export function readRunner(runFolder: string): StackRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(fileOf(runFolder), 'utf8')) as StackRecord
    return isAlive(record) ? record : undefined
  } catch {
    return undefined
  }
}

function writeRunner(runFolder: string, record: StackRecord): void {
  const file = fileOf(runFolder)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(record)}\n`)
}

function fileOf(runFolder: string): string {
  return join(runFolder, 'stack.json')
}
