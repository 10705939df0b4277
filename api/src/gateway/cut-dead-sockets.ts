import { listLivingCredentials } from '@throughline/database'
import type { AppContext } from '../context.ts'
import type { LiveServer } from './sockets.ts'

/** Cuts sockets whose session or token ended, or works in another organisation now. */
export async function cutDeadSockets({ database }: AppContext, server: LiveServer): Promise<void> {
  const sockets = [...server.of('/').sockets.values()]
  if (sockets.length === 0) return
  const ids = new Set(sockets.map((socket) => socket.data.principal.id))
  const living = await listLivingCredentials(database.kysely, [...ids])
  for (const socket of sockets)
    if (living.get(socket.data.principal.id) !== socket.data.principal.organisationId) socket.disconnect(true)
}
