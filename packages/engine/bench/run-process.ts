import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A program of the bench could not be run, or failed. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError'
}

const LONGEST_MS = 300_000

/** Runs a program to its end and answers what it wrote to standard output. @throws ProcessError */
export async function runProcess(command: string, args: readonly string[], longestMs = LONGEST_MS): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: longestMs })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4_000)
  })
  const code = await new Promise<number | string>((resolve, reject) => {
    child.on('error', (error) => reject(new ProcessError(`${command} could not be run: ${error.message}`)))
    child.on('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'))
  })
  if (code === 0) return output
  throw new ProcessError(`${command} ${args[0] ?? ''} ended with ${code}:\n${(errors || output).trim()}`)
}

/** Runs one of the programs in measure/, in a process of its own, and answers the JSON that it prints. */
export async function measure<Answer>(program: string, ...args: readonly (string | number)[]): Promise<Answer> {
  const file = fileURLToPath(new URL(`./measure/${program}.ts`, import.meta.url))
  const output = await runProcess(process.execPath, ['--import', 'tsx', file, ...args.map(String)])
  return JSON.parse(output) as Answer
}
