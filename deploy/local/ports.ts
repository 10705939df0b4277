import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import type { LocalPorts } from '@throughline/platform'
import { findHolder } from './port-holder.ts'

/** The setting that moves each port, and what listens there. */
export const portNames: Readonly<Record<keyof LocalPorts, { setting: string; title: string }>> = {
  api: { setting: 'PORT', title: 'API and web' },
  worker: { setting: 'WORKER_HEALTH_PORT', title: 'worker health' },
  email: { setting: 'EMAIL_HEALTH_PORT', title: 'email-service health' },
  postgres: { setting: 'POSTGRES_PORT', title: 'PostgreSQL' },
  pgbouncer: { setting: 'PGBOUNCER_PORT', title: 'PgBouncer' },
  temporal: { setting: 'TEMPORAL_PORT', title: 'Temporal' },
  temporalUi: { setting: 'TEMPORAL_UI_PORT', title: 'Temporal UI' },
  mailWeb: { setting: 'MAIL_WEB_PORT', title: 'mail inbox' },
  mailSmtp: { setting: 'MAIL_SMTP_PORT', title: 'mail inbox (SMTP)' },
}

export class PortsTakenError extends Error {
  override name = 'PortsTakenError'
}

/** Throws `PortsTakenError` naming each port that something else holds, who that is, and the setting that moves ours. */
export async function checkPorts(ports: LocalPorts, used: readonly (keyof LocalPorts)[]): Promise<void> {
  const lines: string[] = []
  for (const name of used) {
    const same = used.find((other) => other < name && ports[other] === ports[name])
    if (same) lines.push(`${ports[name]} is given to both ${portNames[same].setting} and ${portNames[name].setting}.`)
    else if (!(await isFree(ports[name]))) lines.push(await describeTaken(name, ports[name]))
  }
  if (lines.length > 0)
    throw new PortsTakenError(`Ports that are needed are taken:\n${lines.map((line) => `  ${line}`).join('\n')}`)
}

async function describeTaken(name: keyof LocalPorts, port: number): Promise<string> {
  const { setting, title } = portNames[name]
  const holder = await findHolder(port)
  const who = holder ? `by ${holder.command} (process ${holder.pid})` : 'by a process that cannot be seen from here'
  return `${port} (${title}) is taken ${who}. Stop it, or choose another port: ${setting}=${port + (port < 50_000 ? 10_000 : -1_000)}`
}

/** Whether we could listen there. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

const lowestGiven = 10_000
/**
 * Above, systems take ports for connections that go out. One of those may come between finding a port and listening
 * there, or while a server is down that is to come back; and who dials a server that is down may reach itself. Temporal's
 * tables have no room for higher ones either.
 */
const highestGiven = 32_767
const given = new Set<number>()

/** Ports that are free at this moment, all different, and none that this process was given before. */
export async function findFreePorts(count: number): Promise<number[]> {
  const found: number[] = []
  while (found.length < count) {
    const port = randomInt(lowestGiven, highestGiven + 1)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    found.push(port)
  }
  return found
}

/** A whole set of free ports, for a stack beside others. */
export async function findFreeLocalPorts(): Promise<LocalPorts> {
  const names = Object.keys(portNames) as (keyof LocalPorts)[]
  const ports = await findFreePorts(names.length)
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as unknown as LocalPorts
}
