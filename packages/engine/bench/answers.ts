import { readFileSync } from 'node:fs'
import type { ScheduledTask } from '../src/index.ts'

/** What the programs of measure/ leave in their answer file. */
export interface Answer {
  readonly finish: number
  readonly tasks: readonly ScheduledTask[]
}

export function readAnswer(file: string): Answer {
  return JSON.parse(readFileSync(file, 'utf8')) as Answer
}

/** Tasks that two answers differ on, with one difference of each; tasks that only one has count as well. */
export function differences<Ours>(
  ours: ReadonlyMap<string, readonly Ours[]>,
  theirs: ReadonlyMap<string, readonly unknown[]>,
): string[] {
  const found: string[] = []
  for (const id of new Set([...ours.keys(), ...theirs.keys()])) {
    const mine = ours.get(id) ?? []
    const other = theirs.get(id) ?? []
    const place = Array.from({ length: Math.max(mine.length, other.length) }).findIndex((_, i) => mine[i] !== other[i])
    if (place >= 0) found.push(`${id}: ${mine[place]} here, ${other[place]} there`)
  }
  return found
}

/** A remark for the table; the first differences go to `say`. */
export function agreement(found: readonly string[], tasks: number, say: (line: string) => void, peer: string): string {
  if (found.length === 0) return `all ${tasks} tasks agree`
  say(`${peer}: ${found.length} of ${tasks} tasks differ, such as`)
  for (const line of found.slice(0, 5)) say(`  ${line}`)
  return `${tasks - found.length} of ${tasks} tasks agree`
}
