import { RequestError } from '../request-error.ts'
import { type Arguments, parseArguments, UsageError } from './arguments.ts'
import { type Command, openSession, type Surroundings } from './command.ts'
import { help } from './help.ts'

/** Commands are loaded when they are asked for, so that each starts quickly. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  projects: async () => (await import('./read-commands.ts')).projects,
  tasks: async () => (await import('./read-commands.ts')).tasks,
  runs: async () => (await import('./read-commands.ts')).runs,
  run: async () => (await import('./run-command.ts')).run,
  why: async () => (await import('./read-commands.ts')).why,
  whoami: async () => (await import('./read-commands.ts')).whoAmI,
  watch: async () => (await import('./watch-command.ts')).watch,
  import: async () => (await import('./import-command.ts')).importFile,
  call: async () => (await import('./call-command.ts')).call,
}

/** Runs a command and answers the exit code: 0 done, 1 refused or failed, 2 not called as the help says. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings
  try {
    const args = parseArguments(argv)
    if (args.help || args.command === undefined || args.command === 'help') {
      terminal.say(help)
      return args.command === undefined && !args.help ? 2 : 0
    }
    return await run(args, surroundings)
  } catch (error) {
    if (surroundings.signal.aborted) return 130
    if (error instanceof UsageError) {
      terminal.note(`${error.message}\nthroughline --help says more.`)
      return 2
    }
    if (!(error instanceof RequestError)) throw error
    terminal.note(describe(error))
    return 1
  }
}

async function run(args: Arguments, surroundings: Surroundings): Promise<number> {
  if (args.command === 'sign-in') return (await import('./sign-in-command.ts')).signIn(args, surroundings)
  if (args.command === 'sign-out') return (await import('./sign-in-command.ts')).signOut(args, surroundings)
  const command = await commands[args.command ?? '']?.()
  if (!command) throw new UsageError(`There is no command ${args.command}`)
  return command(openSession(args, surroundings))
}

/** The title, what is wrong, and where. */
function describe({ problem }: RequestError): string {
  const issues = (problem.issues ?? []).map(({ path, message }) => `  ${path}: ${message}`)
  return [`${problem.title}${problem.detail ? `: ${problem.detail}` : ''}`, ...issues].join('\n')
}
