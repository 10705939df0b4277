import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What a process takes up. */
export interface Footprint {
  /** Resident memory. */
  megabytes: number
  /** Open descriptors that are no TCP connections, by kind: files, pipes, what event loops need. */
  descriptors: Readonly<Record<string, number>>
  /** TCP connections, by the port at the other end. */
  connections: ReadonlyMap<number, number>
  /** TCP connections that the other end has closed, and this one has not. */
  deadConnections: number
}

interface Connection {
  remotePort: number
  state: string
}

/** States in `/proc/net/tcp`. */
const established = '01'
const listening = '0A'

/** Null where there is no such process, or nothing that tells: only Linux has `/proc`. */
export function footprintOf(pid: number | undefined): Footprint | null {
  if (pid === undefined || !existsSync(`/proc/${pid}/fd`)) return null
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  // Before and after: a connection that comes or goes meanwhile is a connection still, and no socket of another kind.
  const before = listConnections(pid)
  const links = listDescriptors(pid)
  const tcp = new Map([...before, ...listConnections(pid)])
  const descriptors: Record<string, number> = {}
  const connections = new Map<number, number>()
  let deadConnections = 0
  for (const link of links) {
    const connection = tcp.get(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? '')
    const kind = link.replace(/:\[\d+\]$/, '')
    if (!connection) descriptors[kind] = (descriptors[kind] ?? 0) + 1
    else if (connection.state === established)
      connections.set(connection.remotePort, (connections.get(connection.remotePort) ?? 0) + 1)
    else if (connection.state !== listening) deadConnections += 1
  }
  const megabytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1_024
  return { megabytes, descriptors, connections, deadConnections }
}

function listDescriptors(pid: number): string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)]
    } catch {
      // Closed since it was listed.
      return []
    }
  })
}

/** By inode. An address is `hex:hex`, the port after the colon. */
function listConnections(pid: number): Map<string, Connection> {
  const rows = ['tcp', 'tcp6']
    .map((table) => `/proc/${pid}/net/${table}`)
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1))
  return new Map(
    rows.map((row) => {
      const [, , remote = '', state = '', , , , , , inode = ''] = row.trim().split(/\s+/)
      return [inode, { remotePort: Number.parseInt(remote.split(':').at(-1) ?? '', 16), state }]
    }),
  )
}
