import { findProgram, runCommand } from './run-command.ts'

/** How this user may act as root: directly, by a sudo that asks for no password, or not at all (undefined). */
export async function privilegedPrefix(searchPath: readonly string[]): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return []
  const sudo = findProgram('sudo', searchPath)
  if (!sudo) return undefined
  return await runCommand(sudo, ['-n', 'true']).then(
    () => [sudo, '-n'],
    () => undefined,
  )
}

export async function runPrivileged(
  prefix: readonly string[],
  command: readonly string[],
  input = '',
): Promise<string> {
  const [program = '', ...args] = [...prefix, ...command]
  return await runCommand(program, args, { input })
}
