import { type Arguments, parseArguments, UsageError } from './arguments.ts'
import { describeError } from './describe-error.ts'
import { HELP } from './help.ts'

type Command = (args: Arguments) => Promise<number>

const commands: Readonly<Record<Arguments['command'], () => Promise<Command>>> = {
  schedule: async () => (await import('./schedule-command.ts')).scheduleCommand,
  simulate: async () => (await import('./simulate-command.ts')).simulateCommand,
  level: async () => (await import('./level-command.ts')).levelCommand,
  check: async () => (await import('./check-command.ts')).checkCommand,
}

/**
 * Runs a command and answers the exit code; what is wrong goes to standard error, in a line. Commands
 * are loaded when they are asked for, so that each starts quickly.
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const args = parseArguments(argv)
    if (args === null) {
      process.stdout.write(HELP)
      return 0
    }
    const command = await commands[args.command]()
    return await command(args)
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  }
}
