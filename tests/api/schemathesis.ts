import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findForeignClients } from './foreign-clients.ts'

export interface FuzzOptions {
  url: string
  token: string
  seed: number
  seconds: number
  /** Cases for each operation in each phase, at most. */
  cases: number
  say?: (text: string) => void
  signal?: AbortSignal
}

export interface FuzzOutcome {
  isWell: boolean
  output: string
}

/** Whose success ends the caller's own access, which would make the rest of the run a row of 401. */
const endsAccess = ['signOut', 'deleteToken']

/**
 * Requests made from `/api/schema`, valid and broken ones, by themselves and in a row, with all checks of schemathesis. A
 * request that fits the schema may be refused: rules between fields, and what stands in the database, are not in it.
 */
const configuration = (token: string): string => `
[auth.openapi.token]
bearer = "${token}"
[generation]
with-security-parameters = false
database = "none"
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "303", "400", "401", "403", "404", "409", "410", "413", "415", "422", "429", "503"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "415", "422", "428", "429", "431", "5xx"]
`

export async function fuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const programs = await findForeignClients()
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-api-'))
  try {
    writeFileSync(join(folder, 'schemathesis.toml'), configuration(options.token), { mode: 0o600 })
    return await run(join(programs, 'schemathesis'), folder, options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(program: string, cwd: string, options: FuzzOptions): Promise<FuzzOutcome> {
  const { url, seed, seconds, cases, say, signal } = options
  const args = [
    ...['--config-file', 'schemathesis.toml', 'run', `${url}/api/schema`, '--no-color'],
    ...['--checks', 'all', '--phases', 'examples,coverage,fuzzing,stateful'],
    ...['--seed', String(seed), '--max-time', String(seconds), '--max-examples', String(cases)],
    ...['--continue-on-failure', '--warnings', 'off'],
    ...endsAccess.flatMap((id) => ['--exclude-operation-id', id]),
  ]
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...(signal ? { signal } : {}) })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      say?.(text)
    })
  const [code] = (await once(child, 'close')) as [number | null]
  return { isWell: code === 0, output }
}
