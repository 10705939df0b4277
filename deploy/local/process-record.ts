import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, type ProcessIdentity, sendSignal } from './process-identity.ts'

/**
 * One file under `<home>/run` for each process of a stack, so that what a killed runner left behind is found and stopped
 * by the next one, and so that `status` can say what runs.
 */
export interface ProcessRecord extends ProcessIdentity {
  name: string
  /** Place in the order of starting; stopping goes from high to low. */
  order: number
  stopSignal: NodeJS.Signals
  restarts: number
}

const stopTimeoutMs = 20_000

export function writeRecord(folder: string, record: ProcessRecord): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(folder, record.name), `${JSON.stringify(record)}\n`)
}

export function removeRecord(folder: string, name: string): void {
  rmSync(fileOf(folder, name), { force: true })
}

export function readRecords(folder: string): ProcessRecord[] {
  return listFiles(folder)
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessRecord)
    .toSorted((a, b) => a.order - b.order)
}

/** Stops every recorded process that still lives, last started first. Answers their names. */
export async function stopLeftovers(folder: string): Promise<string[]> {
  const stopped: string[] = []
  for (const record of readRecords(folder).toReversed()) {
    if (isAlive(record)) {
      await stopProcess(record, record.stopSignal, stopTimeoutMs)
      stopped.push(record.name)
    }
    removeRecord(folder, record.name)
  }
  return stopped
}

/** Asks a process to stop, and kills it when it has not within the time. */
export async function stopProcess(identity: ProcessIdentity, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  sendSignal(identity.pid, signal)
  if (await isGone(identity, timeoutMs)) return
  sendSignal(identity.pid, 'SIGKILL')
  await isGone(identity, 5_000)
}

async function isGone(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) {
    if (!isAlive(identity)) return true
  }
  return !isAlive(identity)
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name}.process.json`)
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.process.json'))
  } catch {
    return []
  }
}
