import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from '../src/cli/main.ts'

const program = fileURLToPath(new URL('../src/cli/engine.ts', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface EngineRun {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** Runs the command line in a process of its own, as `npm run engine` does. */
export async function runEngine(...args: readonly string[]): Promise<EngineRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { cwd: root })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output, errors }
}

/** Runs the command line in this process; one call at a time. */
export async function callEngine(...args: readonly string[]): Promise<EngineRun> {
  const written = { output: '', errors: '' }
  const streams = { output: process.stdout, errors: process.stderr } as const
  const original = { output: streams.output.write, errors: streams.errors.write }
  const keys = ['output', 'errors'] as const
  for (const key of keys) {
    streams[key].write = (chunk: unknown) => {
      written[key] += String(chunk)
      return true
    }
  }
  try {
    return { code: await main(args), ...written }
  } finally {
    for (const key of keys) streams[key].write = original[key]
  }
}

/** A folder for files of a test, and how to get rid of it. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'))
  return {
    folder,
    write: (name: string, content: string | object): string => {
      const file = join(folder, name)
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
      return file
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
