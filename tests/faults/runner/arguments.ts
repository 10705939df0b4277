import { parseArgs } from 'node:util'
import type { RunLength } from '../cell.ts'

export interface FaultArguments {
  run: RunLength
  only: string | null
  resume: boolean
  list: boolean
  seed: number
  /** How many cells run side by side, each on a world of its own. */
  parallel: number
  /** How long faults come at random, in place of the cells; 0: not at all. */
  randomMinutes: number
  /** Whether the tables of `docs/reliability.md` are written. */
  markdown: boolean
}

const usualMinutes = '60'

/** Throws with what is wrong. */
export function readFaultArguments(args: readonly string[]): FaultArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      smoke: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      resume: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      seed: { type: 'string' },
      parallel: { type: 'string', default: '1' },
      random: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    },
  })
  return {
    run: values.smoke ? 'smoke' : values.long ? 'long' : 'whole',
    only: values.only ?? null,
    resume: values.resume,
    list: values.list,
    seed: values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('--seed', values.seed, 2 ** 31),
    parallel: wholeNumber('--parallel', values.parallel, 16, 1),
    randomMinutes: values.random ? wholeNumber('--minutes', values.minutes ?? usualMinutes, 600) : 0,
    markdown: values.markdown,
  }
}

function wholeNumber(name: string, text: string, most: number, least = 0): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new Error(`${name} must be a whole number from ${least} to ${most}, and is "${text}"`)
}
