import { spawn } from 'node:child_process'
import { closeSync, createReadStream, existsSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LocalSettings, loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { serviceAccount } from './as-user.ts'
import { describeHome } from './home.ts'
import { lastLines, sizeOf } from './log-tail.ts'
import { isAlive, sendSignal } from './process-identity.ts'
import { readRecords, stopLeftovers } from './process-record.ts'
import { createProgress } from './progress.mjs'
import { root } from './run-typescript.mjs'
import { readRunner } from './stack-lock.ts'
import { waitFor } from './wait-for.ts'

const usage = 'npm run stack -- up | down | status | logs NAME [--follow] | reset [--yes]'
const stopTimeoutMs = 90_000
const shownLines = 200

/** The stack in the background. */
export async function main(args: readonly string[]): Promise<number> {
  loadEnvironmentFile(join(root, '.env'))
  const settings = loadLocalSettings()
  const [command, ...rest] = args
  if (command === 'up') return await up(settings)
  if (command === 'down') return await down(settings)
  if (command === 'status') return status(settings)
  if (command === 'logs') return await logs(settings, rest)
  if (command === 'reset') return await reset(settings, rest.includes('--yes'))
  console.error(usage)
  return 2
}

/** Starts the same as `npm start` in a session of its own, and shows what it says until all is well. */
async function up(settings: LocalSettings): Promise<number> {
  const runFolder = join(settings.home, 'run')
  const runner = readRunner(runFolder)
  if (runner) {
    console.log(`Throughline runs already (process ${runner.pid}): http://localhost:${runner.ports.api}`)
    return 0
  }
  const logFile = logFileOf(settings, 'stack')
  mkdirSync(join(settings.home, 'logs'), { recursive: true })
  const log = openSync(logFile, 'w')
  const child = spawn(process.execPath, [join(root, 'deploy/local/start.mjs')], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let exitCode: number | null | undefined
  child.once('exit', (code) => {
    exitCode = code ?? 1
  })
  let shown = 0
  while (exitCode === undefined && readRunner(runFolder)?.state !== 'ready') {
    shown = await showFrom(logFile, shown)
    await sleep(200)
  }
  await sleep(100)
  await showFrom(logFile, shown)
  child.unref()
  return exitCode ?? 0
}

async function down(settings: LocalSettings): Promise<number> {
  const runFolder = join(settings.home, 'run')
  const runner = readRunner(runFolder)
  if (runner) {
    await createProgress().step('Stopping Throughline', async () => {
      sendSignal(runner.pid, 'SIGTERM')
      const look = async () => (isAlive(runner) ? `process ${runner.pid} still runs` : null)
      await waitFor('The end of Throughline', look, { timeoutMs: stopTimeoutMs })
    })
  }
  const leftovers = await stopLeftovers(runFolder)
  if (!runner && leftovers.length === 0) console.log('Throughline does not run here.')
  if (leftovers.length > 0) console.log(`Stopped what was left: ${leftovers.join(', ')}`)
  return 0
}

function status(settings: LocalSettings): number {
  const runFolder = join(settings.home, 'run')
  const runner = readRunner(runFolder)
  const processes = readRecords(runFolder)
  if (!runner && processes.length === 0) {
    console.log('Throughline does not run here. Start it with: npm start')
    return 1
  }
  console.log(
    runner
      ? `${runner.state}, process ${runner.pid}, since ${runner.startedAt}`
      : 'The runner is gone; npm run stack -- down cleans up',
  )
  for (const item of processes) {
    const state = isAlive(item) ? 'running' : 'down'
    console.log(
      `  ${item.name.padEnd(14)} ${state.padEnd(8)} process ${String(item.pid).padEnd(8)} restarts ${item.restarts}`,
    )
  }
  const well = runner?.state === 'ready' && processes.every(isAlive)
  return well ? 0 : 1
}

async function logs(settings: LocalSettings, args: readonly string[]): Promise<number> {
  const name = args.find((arg) => !arg.startsWith('--'))
  const file = name && /^[\w-]+$/.test(name) ? logFileOf(settings, name) : undefined
  if (!file || !existsSync(file)) {
    console.error(`${usage}\nThere are logs of: ${logNames(settings).join(', ') || 'nothing yet'}`)
    return 2
  }
  for (const line of lastLines(file, shownLines)) console.log(line)
  let shown = sizeOf(file)
  while (args.includes('--follow')) {
    await sleep(300)
    shown = await showFrom(file, shown)
  }
  return 0
}

/** Removes the data, so that the next start begins anew. Asks first. */
async function reset(settings: LocalSettings, sure: boolean): Promise<number> {
  if (readRunner(join(settings.home, 'run'))) {
    console.error('Throughline runs. Stop it first: npm run stack -- down')
    return 1
  }
  if (!sure && !(await confirm(`Remove all data in ${settings.home}? (yes/no) `))) {
    console.error('Nothing was removed. Without a terminal, say: npm run stack -- reset --yes')
    return 1
  }
  if (!existsSync(settings.home)) return 0
  const home = describeHome(settings.home, serviceAccount())
  await stopLeftovers(home.run)
  for (const part of [
    'postgres',
    'postgres.draft',
    'pgbouncer',
    'temporal',
    'mail',
    'secrets',
    'logs',
    'run',
    'admin-password',
    'session-secret',
  ]) {
    for (const folder of new Set([home.folder, home.serviceData]))
      rmSync(join(folder, part), { recursive: true, force: true })
  }
  console.log(`Removed the data in ${home.folder}${home.moved ? ` and ${home.serviceData}` : ''}.`)
  return 0
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await prompt.question(question)).trim() === 'yes'
  } finally {
    prompt.close()
  }
}

function logFileOf(settings: LocalSettings, name: string): string {
  return join(settings.home, 'logs', `${name}.log`)
}

function logNames(settings: LocalSettings): string[] {
  const folder = join(settings.home, 'logs')
  return existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith('.log') ? [file.slice(0, -4)] : []))
    : []
}

/** Prints what was added to a file; answers up to where. */
async function showFrom(file: string, start: number): Promise<number> {
  const end = sizeOf(file)
  if (end <= start) return start
  for await (const chunk of createReadStream(file, { start, end: end - 1 })) process.stdout.write(chunk)
  return end
}
