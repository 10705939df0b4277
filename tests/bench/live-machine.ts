import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { runCommand } from '@throughline/deploy'
import pg from 'pg'
import { findProgram } from '../../deploy/local/run-command.ts'
import type { RunningTestStack } from '../harness/test-stack.ts'

const database = 'pgbench'
const debianFolder = '/usr/lib/postgresql'

/** Milliseconds of one durable small transaction, one client through PgBouncer, by PostgreSQL's own bench; null without it. */
export async function measurePgbench({ stack }: RunningTestStack, seconds: number): Promise<number | null> {
  const program = findPgbench()
  if (program === undefined) return null
  await asSuperuser(stack.superuserUrl, `create database ${database}`)
  await asSuperuser(ofDatabase(stack.superuserUrl), 'grant create on schema public to throughline_app')
  const url = ofDatabase(stack.databaseUrl)
  await runCommand(program, ['--initialize', '--quiet', '--scale', '1', url])
  const flags = ['--no-vacuum', '--builtin', 'simple-update', '--client', '1', '--time', String(seconds)]
  const told = await runCommand(program, [...flags, url])
  const found = /latency average = ([\d.]+) ms/.exec(told)
  if (!found) throw new Error(`pgbench told no latency:\n${told}`)
  return Number(found[1])
}

function ofDatabase(url: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

function findPgbench(): string | undefined {
  const own = (process.env.PATH ?? '').split(':')
  return findProgram('pgbench', [
    ...own,
    ...versionsOf(debianFolder).map((version) => join(debianFolder, version, 'bin')),
  ])
}

function versionsOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Milliseconds of HTTP round trips to a server of Node that does nothing, on a thread of its own. */
export async function measureHttp(rounds: number): Promise<number[]> {
  const source = `
    const { createServer } = require('node:http')
    const { parentPort } = require('node:worker_threads')
    const server = createServer((request, response) => request.resume().once('end', () => response.end('{}')))
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`
  const worker = new Worker(source, { eval: true })
  try {
    const [port] = (await once(worker, 'message')) as [number]
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now()
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{"durationMinutes":480}' })
      await response.json()
      times.push(performance.now() - begin)
    }
    return times
  } finally {
    await worker.terminate()
  }
}
