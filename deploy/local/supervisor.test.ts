import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identify, isAlive } from './process-identity.ts'
import { readRecords, stopLeftovers, writeRecord } from './process-record.ts'
import { type ProcessFailedError, type ProcessSpec, SupervisedProcess } from './supervisor.ts'
import { waitFor } from './wait-for.ts'

let folder = ''
let said: string[] = []
let failures: ProcessFailedError[] = []
const running: SupervisedProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervisor-'))
  said = []
  failures = []
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((item) => item.stop()))
  rmSync(folder, { recursive: true })
})

const steady = "require('node:fs').appendFileSync(process.argv[1], 'x'); setInterval(() => {}, 1000)"

function supervise(script: string, spec: Partial<ProcessSpec> = {}, most = 5): SupervisedProcess {
  const marker = join(folder, 'started')
  const item = new SupervisedProcess(
    {
      name: 'child',
      command: process.execPath,
      args: ['-e', script, marker],
      env: { PATH: '/usr/bin:/bin' },
      ready: async () => (existsSync(marker) ? null : 'not started'),
      ...spec,
    },
    0,
    {
      logFolder: join(folder, 'logs'),
      runFolder: join(folder, 'run'),
      onTrouble: (message) => said.push(message),
      onRecovery: (message) => said.push(message),
      onFailure: (error) => failures.push(error),
      restarts: { most, withinMs: 60_000, firstPauseMs: 10 },
    },
  )
  running.push(item)
  return item
}

async function until(condition: () => boolean): Promise<void> {
  await waitFor('the condition', async () => (condition() ? null : 'not yet'), { timeoutMs: 10_000, everyMs: 10 })
}

it('starts, records and stops a process', async () => {
  const item = supervise(steady)
  await item.start()
  const [record] = readRecords(join(folder, 'run'))
  expect(record).toMatchObject({ name: 'child', pid: item.pid })
  expect(record && isAlive(record)).toBe(true)
  await item.stop()
  expect(record && isAlive(record)).toBe(false)
  expect(readRecords(join(folder, 'run'))).toEqual([])
  expect(item.state).toBe('stopped')
})

it('reports a process that dies with its last log lines, and starts it again', async () => {
  const item = supervise(`console.log('about to work'); ${steady}`)
  await item.start()
  const first = item.pid
  item.kill('SIGKILL')
  await until(() => item.state === 'running' && item.restarts === 1)
  expect(item.pid).not.toBe(first)
  expect(said[0]).toMatch(
    /^child ended \(SIGKILL\); it is started again\. The last lines of .*child\.log:\n {4}about to work$/,
  )
  expect(said[1]).toBe('child runs again')
  await until(() => readFileSync(join(folder, 'started'), 'utf8') === 'xx')
})

it('gives up on a process that keeps dying', async () => {
  const item = supervise(
    `require('node:fs').writeFileSync(process.argv[1], ''); setTimeout(() => process.exit(7), 200)`,
    {},
    2,
  )
  await item.start()
  await until(() => failures.length > 0)
  expect(failures[0]?.message).toContain('child ended (exit code 7), 3 times in 60 s, and stays down')
  expect(item.state).toBe('failed')
})

it('fails the start of a process that ends before it is ready, with what it said', async () => {
  const item = supervise("console.error('no such database'); process.exit(3)", { ready: async () => 'never' })
  await expect(item.start()).rejects.toThrow(/child ended while starting.*\n {4}no such database/s)
})

it('fails the start of a process that does not become ready, and says what was missing', async () => {
  const item = supervise(steady, { ready: async () => 'port 1 is closed', readyTimeoutMs: 50 })
  await expect(item.start()).rejects.toThrow('child was not ready after 0.05 s: port 1 is closed')
})

it('kills a process that ignores the stop signal', async () => {
  const item = supervise(`process.on('SIGTERM', () => {}); ${steady}`, { stopTimeoutMs: 100 })
  await item.start()
  const identity = identify(item.pid ?? 0)
  await item.stop()
  expect(identity && isAlive(identity)).toBe(false)
})

it('does not carry an armed fault into the next life', async () => {
  const script = `require('node:fs').writeFileSync(process.argv[1], String(process.env.THROUGHLINE_FAULT)); setInterval(() => {}, 1000)`
  const item = supervise(script, { env: { PATH: '/usr/bin', THROUGHLINE_FAULT: 'edit:exit' } })
  await item.start()
  await until(() => readFileSync(join(folder, 'started'), 'utf8') === 'edit:exit')
  item.kill('SIGKILL')
  await until(() => readFileSync(join(folder, 'started'), 'utf8') === 'undefined')
})

it('stops what a killed runner left behind, and never a process that only has the same number', async () => {
  const item = supervise(steady)
  await item.start()
  const identity = identify(item.pid ?? 0)
  const runFolder = join(folder, 'run')
  const stranger = identify(process.pid)
  if (!stranger) throw new Error('this process must be known')
  writeRecord(runFolder, {
    ...stranger,
    started: 'long ago',
    name: 'stranger',
    order: 1,
    stopSignal: 'SIGKILL',
    restarts: 0,
  })
  expect(await stopLeftovers(runFolder)).toEqual(['child'])
  expect(identity && isAlive(identity)).toBe(false)
})
