import { parseArgs } from 'node:util'

/** The command was not called as its help says. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  url: { type: 'string' },
  token: { type: 'string' },
  project: { type: 'string' },
  name: { type: 'string' },
  field: { type: 'string' },
  'at-once': { type: 'boolean' },
  keep: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  param: { type: 'string', multiple: true },
  query: { type: 'string', multiple: true },
  body: { type: 'string' },
} as const

export type Arguments = ReturnType<typeof parseArguments>

/** @throws UsageError */
export function parseArguments(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    const [command, ...operands] = positionals
    return { command, operands, ...values }
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error))
  }
}

/** The one operand of a command. @throws UsageError */
export function operandOf({ command, operands }: Arguments, what: string): string {
  const [operand, ...more] = operands
  if (operand === undefined) throw new UsageError(`Which ${what}? throughline ${command} ${what.toUpperCase()}`)
  if (more.length > 0) throw new UsageError(`${command} takes one ${what}, not ${operands.length}`)
  return operand
}

/** `name=value` pairs. @throws UsageError */
export function pairsOf(option: string, given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new UsageError(`--${option} is NAME=VALUE, not ${pair}`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
