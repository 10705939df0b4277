// npm run engine -- schedule|simulate|level|check FILE. Commands are loaded when they are asked for,
// so that each starts quickly.
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

async function main(argv: readonly string[]): Promise<number> {
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

// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await main(process.argv.slice(2))
