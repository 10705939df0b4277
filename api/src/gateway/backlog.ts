import type { LiveSocket } from './sockets.ts'

/** What may wait for a socket before it is cut: it then comes back and asks from its last revision. */
const mostBytes = 8 * 1024 * 1024
const mostPackets = 2_000

/** What Engine.IO holds for a connection until its transport takes it, which is all at once. */
interface Waiting {
  packets: number
  bytes: number
}
const waitingFor = new WeakMap<LiveSocket['conn'], Waiting>()

/** Cuts the socket when it does not take what it is sent, so that the memory it costs stays bounded. */
export function limitBacklog({ conn }: LiveSocket): void {
  const waiting: Waiting = { packets: 0, bytes: 0 }
  waitingFor.set(conn, waiting)
  conn.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
    waiting.packets++
    waiting.bytes += data?.length ?? 0
    // Later, not in the midst of an announcement.
    if (waiting.packets > mostPackets || waiting.bytes > mostBytes) setImmediate(() => conn.close(true))
  })
  conn.on('drain', () => {
    waiting.packets = 0
    waiting.bytes = 0
  })
}

/** Settles when the transport took all that waited, or the socket is gone. */
export async function drained({ conn }: LiveSocket): Promise<void> {
  if (conn.readyState !== 'open' || !waitingFor.get(conn)?.packets) return
  await new Promise<void>((resolve) => {
    const done = () => {
      conn.off('drain', done).off('close', done)
      resolve()
    }
    conn.on('drain', done).on('close', done)
  })
}
