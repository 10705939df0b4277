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

/** Ports that are free at this moment, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, openAnywhere))
  const ports = servers.map((server) => server.port)
  await Promise.all(servers.map((server) => server.close()))
  return ports
}

/** Free ports at most `highest`, all different; where the system gives out higher ones by itself. */
export async function findFreePortsBelow(highest: number, count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(10_000, highest + 1)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}

function openAnywhere(): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ port, close: () => new Promise((closed) => server.close(() => closed())) })
    })
  })
}

/** A whole set of free ports, for a stack beside others. */
export async function findFreeLocalPorts(): Promise<LocalPorts> {
  const names = Object.keys(portNames) as (keyof LocalPorts)[]
  const ports = await findFreePorts(names.length)
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as unknown as LocalPorts
}
