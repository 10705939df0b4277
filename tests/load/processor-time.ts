import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** How much of one core a part took. */
export interface ProcessorShare {
  part: string
  percent: number
}

/** What /proc says of one process: times in ticks, `command` its arguments. */
export interface ProcessTimes {
  pid: number
  parent: number
  /** Its own, and that of its children that have ended. */
  ticks: number
  command: readonly string[]
}

export interface ProcessorTime {
  /** Milliseconds. */
  at: number
  /** Of the whole machine. */
  busyTicks: number
  byPart: ReadonlyMap<string, number>
}

/** Linux tells processor time in hundredths of a second, whatever it counts in (proc(5), USER_HZ). */
const ticksPerSecond = 100
const idleFields = [3, 4]
const guestFields = [8, 9]

const programs: readonly (readonly [part: string, program: RegExp])[] = [
  ['api', /^api\.js$/],
  ['worker', /^worker\.js$/],
  ['PostgreSQL', /^postgres$/],
  ['PgBouncer', /^pgbouncer$/],
  ['Temporal', /^(temporal|server)$/],
  ['sockets', /^sockets\.ts$/],
  ['sender', /^requests\.ts$/],
]
export const rest = 'rest of the machine'

/** What the parts of this load run have taken so far; null where there is no /proc. */
export function readProcessorTime(root = process.pid): ProcessorTime | null {
  if (!existsSync('/proc/stat')) return null
  const processes = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? readProcess(entry) : []))
  return {
    at: performance.now(),
    busyTicks: busyTicksOf(readFileSync('/proc/stat', 'utf8')),
    byPart: sumByPart(processes, root),
  }
}

function readProcess(entry: string): ProcessTimes[] {
  try {
    const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0')
    return [parseStat(readFileSync(`/proc/${entry}/stat`, 'utf8'), command)]
  } catch {
    // It has ended meanwhile; its time is in that of its parent.
    return []
  }
}

/** The fields are those of proc(5); the name, which may hold anything, ends with the last bracket. */
export function parseStat(text: string, command: readonly string[]): ProcessTimes {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0)
  return { pid: Number.parseInt(text, 10), parent: fields[1] ?? 0, ticks, command }
}

export function busyTicksOf(text: string): number {
  const fields = (text.split('\n', 1)[0] ?? '').trim().split(/\s+/).slice(1).map(Number)
  return fields.reduce(
    (sum, value, index) => (idleFields.includes(index) || guestFields.includes(index) ? sum : sum + value),
    0,
  )
}

/** Adds up the descendants of a process by part: a process belongs to the part of the nearest one above it that is known. */
export function sumByPart(processes: readonly ProcessTimes[], root: number): Map<string, number> {
  const sums = new Map<string, number>()
  const childrenOf = new Map<number, ProcessTimes[]>()
  for (const child of processes) childrenOf.set(child.parent, [...(childrenOf.get(child.parent) ?? []), child])
  const add = (pid: number, above: string | undefined): void => {
    for (const child of childrenOf.get(pid) ?? []) {
      const part = above ?? partOf(child.command)
      if (part) sums.set(part, (sums.get(part) ?? 0) + child.ticks)
      add(child.pid, part)
    }
  }
  add(root, undefined)
  return sums
}

/** By the program, or for Node by its module. */
function partOf([program = '', ...args]: readonly string[]): string | undefined {
  const names = [program, ...(basename(program) === 'node' ? args : [])].map((name) => basename(name))
  return programs.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0]
}

/** Shares of one core, by part; what else the machine did is the rest. */
export function sharesBetween(before: ProcessorTime | null, after: ProcessorTime | null): ProcessorShare[] {
  if (!before || !after) return []
  const seconds = (after.at - before.at) / 1_000
  const percentOf = (ticks: number) => ((ticks / ticksPerSecond) * 100) / seconds
  const taken = [...after.byPart].map(([part, ticks]) => ({ part, ticks: ticks - (before.byPart.get(part) ?? 0) }))
  const known = taken.reduce((sum, { ticks }) => sum + ticks, 0)
  const others = Math.max(0, after.busyTicks - before.busyTicks - known)
  return [
    ...taken
      .map(({ part, ticks }) => ({ part, percent: percentOf(ticks) }))
      .toSorted((one, other) => other.percent - one.percent),
    { part: rest, percent: percentOf(others) },
  ]
}
