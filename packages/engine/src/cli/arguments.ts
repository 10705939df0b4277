import { parseArgs } from 'node:util'

/** The command was not called as its help says. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const COMMANDS = ['schedule', 'simulate', 'level', 'check'] as const
const DISTRIBUTIONS = ['pert', 'triangular'] as const

export type Distribution = (typeof DISTRIBUTIONS)[number]

export interface Arguments {
  readonly command: (typeof COMMANDS)[number]
  readonly files: readonly string[]
  readonly json: boolean
  /** How often the engine runs, from 1. */
  readonly repeat: number
  readonly runs: number
  readonly seed: number
  readonly distribution: Distribution
  /** Null: as many as the machine has. */
  readonly threads: number | null
  readonly schedules: number | null
  readonly seconds: number | null
  readonly withinFloat: boolean
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  repeat: { type: 'string' },
  runs: { type: 'string' },
  seed: { type: 'string' },
  distribution: { type: 'string' },
  threads: { type: 'string' },
  schedules: { type: 'string' },
  seconds: { type: 'string' },
  'within-float': { type: 'boolean' },
} as const

const MOST_RUNS = 100_000_000

/** Null when help is asked for. @throws UsageError */
export function parseArguments(argv: readonly string[]): Arguments | null {
  const { values, positionals } = parse(argv)
  const [command, ...files] = positionals
  if (values.help || command === 'help') return null
  if (command === undefined) throw new UsageError('Which command? schedule, simulate, level or check')
  if (!isOneOf(COMMANDS, command)) {
    throw new UsageError(`There is no command ${command}; there are schedule, simulate, level and check`)
  }
  if (files.length === 0) throw new UsageError(`Which file? ${command} FILE`)
  if (files.length > 1 && command !== 'level') throw new UsageError(`${command} takes one file, not ${files.length}`)
  if (values.schedules !== undefined && values.seconds !== undefined) {
    throw new UsageError('--schedules and --seconds exclude each other')
  }
  const distribution = values.distribution ?? 'pert'
  if (!isOneOf(DISTRIBUTIONS, distribution)) throw new UsageError('--distribution is pert or triangular')
  return {
    command,
    files,
    json: values.json ?? false,
    repeat: wholeNumber('repeat', values.repeat, 1, MOST_RUNS) ?? 1,
    runs: wholeNumber('runs', values.runs, 1, MOST_RUNS) ?? 10_000,
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1) ?? 1,
    distribution,
    threads: wholeNumber('threads', values.threads, 1, 256),
    schedules: wholeNumber('schedules', values.schedules, 1, MOST_RUNS),
    seconds: positiveNumber('seconds', values.seconds),
    withinFloat: values['within-float'] ?? false,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error))
  }
}

function isOneOf<Choice extends string>(choices: readonly Choice[], value: string): value is Choice {
  return (choices as readonly string[]).includes(value)
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not ${text}`)
}

function positiveNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value
  throw new UsageError(`--${name} is a number above 0, not ${text}`)
}
