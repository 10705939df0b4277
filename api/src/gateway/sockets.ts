import type { ClientToServerEvents, ServerToClientEvents } from '@throughline/contract'
import type { Principal } from '@throughline/domain'
import type { DefaultEventsMap, Server, Socket } from 'socket.io'

export interface SocketData {
  principal: Principal
}
export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>

/** Codes of refusals, as in the contract. */
export const refusals = { notSignedIn: 4001, mayNotWatch: 4003, noSuchStream: 4004, malformed: 4400 } as const
