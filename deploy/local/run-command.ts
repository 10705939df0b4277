import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './as-user.ts'

export interface CommandOptions {
  /** The whole environment of the program; that of this process unless given. */
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  account?: Account | undefined
  input?: string
  timeoutMs?: number
  signal?: AbortSignal | undefined
}

export class CommandError extends Error {
  override name = 'CommandError'
}

/** Runs a program to its end and answers its standard output. Throws `CommandError` with the end of what it wrote. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
    signal: options.signal,
    ...(options.env ? { env: options.env } : {}),
    ...(options.account ? { uid: options.account.uid, gid: options.account.gid } : {}),
  })
  let stdout = ''
  let all = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    all += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk
  })
  child.stdin.on('error', () => undefined).end(options.input ?? '')
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on('error', (error) => reject(new CommandError(`${command} could not be run: ${error.message}`)))
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'))
  })
  if (code !== 0) throw new CommandError(`${command} ${args[0] ?? ''} failed (${code}):\n${all.trim().slice(-3_000)}`)
  return stdout
}

/** Whole path of a program in these folders, if it is there. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
