import type { Signal } from '@throughline/database'
import type { LiveServer, LiveSocket } from './sockets.ts'

// Sockets of one person hear when their inbox is another. It is a wake-up: what is in it is asked for, and nobody
// misses anything by missing one.

const roomOf = ({ organisationId, personId }: { organisationId: string; personId: string }): string =>
  `inbox/${organisationId}/${personId}`

/** A token that is limited to projects may not read the inbox. */
export function joinInbox(socket: LiveSocket): void {
  const { principal } = socket.data
  if (principal.projectIds === null) void socket.join(roomOf(principal))
}

export function tellInbox(server: LiveServer, signal: Extract<Signal, { kind: 'inbox' }>): void {
  server.to(roomOf(signal)).emit('inbox')
}
