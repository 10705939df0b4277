import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { runCommand } from './run-command.ts'

export interface PortHolder {
  pid: number
  command: string
}

/** The process that listens on a TCP port, as far as this user may know: from /proc on Linux, from lsof elsewhere. */
export async function findHolder(port: number): Promise<PortHolder | undefined> {
  return process.platform === 'linux' ? findOnLinux(port) : await findByLsof(port)
}

function findOnLinux(port: number): PortHolder | undefined {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningInodes(readText(file), port)))
  if (inodes.size === 0) return undefined
  const pid = readFolder('/proc').find((entry) => /^\d+$/.test(entry) && holdsSocket(entry, inodes))
  return pid === undefined ? undefined : { pid: Number(pid), command: commandOf(pid) }
}

/** Socket inodes of the lines of /proc/net/tcp that listen (state 0A) on this port. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === '0A')
    .flatMap((fields) => fields[9] ?? [])
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  return readFolder(`/proc/${pid}/fd`).some((fd) => {
    const found = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${pid}/fd/${fd}`))
    return found?.[1] !== undefined && inodes.has(found[1])
  })
}

function commandOf(pid: string): string {
  const words = readText(`/proc/${pid}/cmdline`).split('\0').filter(Boolean)
  return words.slice(0, 3).join(' ') || readText(`/proc/${pid}/comm`).trim()
}

async function findByLsof(port: number): Promise<PortHolder | undefined> {
  const output = await runCommand('lsof', ['-nP', '-sTCP:LISTEN', `-iTCP:${port}`, '-Fpc']).catch(() => '')
  const pid = /^p(\d+)$/m.exec(output)?.[1]
  return pid === undefined ? undefined : { pid: Number(pid), command: /^c(.+)$/m.exec(output)?.[1] ?? 'a process' }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
