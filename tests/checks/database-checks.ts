import { migrate } from '@throughline/database/migrator'
import pg from 'pg'
import type { TestStack } from '../harness/stack-description.ts'
import { check, type Outcome } from './outcome.ts'
import { runTool } from './run-tool.ts'
import { describeSchema } from './schema-description.ts'

/** The checks that need a database: generated types, and migrations that can go down and up again. */
export async function runDatabaseChecks(stack: TestStack, report: (outcome: Outcome) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const run = async (name: string, find: () => Promise<string[]>) => {
    const outcome = await check(name, find)
    report(outcome)
    outcomes.push(outcome)
  }
  await run('generated database types', () => checkGeneratedTypes(stack))
  await run('migrations up, down, up', () => checkMigrations(stack))
  return outcomes
}

async function checkGeneratedTypes({ ownerUrl }: TestStack): Promise<string[]> {
  const command = 'packages/database/src/cli/generate-types.ts'
  const { ok, output } = await runTool('tsx', [command, '--verify'], { DATABASE_DIRECT_URL: ownerUrl })
  return ok ? [] : [`schema.ts differs from the migrations: npm run database:types\n${output}`]
}

/** In a database of its own: all up, each down, all up again must end in the same schema. */
async function checkMigrations(stack: TestStack): Promise<string[]> {
  const name = `migrations_${process.pid}`
  await query(stack.superuserUrl, `create database ${name} owner throughline_owner`)
  try {
    await query(
      inDatabase(stack.superuserUrl, name),
      'create extension ltree; create extension citext; create extension pgcrypto; alter schema public owner to throughline_owner',
    )
    const databaseUrl = inDatabase(stack.ownerUrl, name)
    const applied = await migrate({ databaseUrl })
    const first = await describeSchema(databaseUrl)
    await migrate({ databaseUrl, direction: 'down', count: applied.length })
    const empty = await describeSchema(databaseUrl)
    await migrate({ databaseUrl })
    const second = await describeSchema(databaseUrl)
    return [
      ...empty.map((line) => `is left after all migrations went down: ${line}`),
      ...difference(first, second).map((line) => `is gone after down and up: ${line}`),
      ...difference(second, first).map((line) => `is new after down and up: ${line}`),
    ]
  } finally {
    await query(stack.superuserUrl, `drop database ${name} with (force)`)
  }
}

function difference(from: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other)
  return from.filter((line) => !known.has(line))
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
