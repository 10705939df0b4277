import type { Project } from '@throughline/contract'
import { type Client, createClient } from '../client.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { readCredentials } from './credentials.ts'
import type { Environment } from './environment.ts'
import type { Terminal } from './terminal.ts'

export interface Surroundings {
  environment: Environment
  terminal: Terminal
  /** The person wants it to end. */
  signal: AbortSignal
}

/** What a command works with: who asks what, of which service. */
export interface Session extends Surroundings {
  args: Arguments
  client: Client
  url: string
  token: string
}

/** Answers the exit code. */
export type Command = (session: Session) => Promise<number>

/** @throws UsageError where nobody has signed in */
export function openSession(args: Arguments, surroundings: Surroundings): Session {
  const { environment } = surroundings
  const saved = readCredentials(environment.credentialsFile)
  const url = args.url ?? environment.url ?? saved?.url
  const token = args.token ?? environment.token ?? saved?.token
  if (!url || !token) throw new UsageError('Sign in first: throughline sign-in URL')
  return { ...surroundings, args, url, token, client: createClient({ baseUrl: url, token }) }
}

/** A project by its id or its name. @throws UsageError where none or several have the name */
export async function findProject(client: Client, given: string): Promise<Project> {
  const { items } = await client.call('listProjects')
  const found = items.filter(({ id, name }) => id === given || name === given)
  const [project, ...more] = found
  if (!project) throw new UsageError(`There is no project ${given}`)
  if (more.length > 0) throw new UsageError(`${found.length} projects are named ${given}; name one by its id`)
  return project
}

/** For programs as JSON, for people as lines. */
export function answer({ args, terminal }: Session, value: unknown, lines: () => readonly string[]): number {
  if (args.json) terminal.say(JSON.stringify(value, null, 2))
  else for (const line of lines()) terminal.say(line)
  return 0
}

/** Columns side by side, as wide as their widest cell. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((known, row) => {
    for (const [index, cell] of row.entries()) known[index] = Math.max(known[index] ?? 0, cell.length)
    return known
  }, [])
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
