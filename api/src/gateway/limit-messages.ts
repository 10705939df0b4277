import type { LiveSocket } from './sockets.ts'

const most = 100
const windowMilliseconds = 10_000

/** A socket that sends more than 100 messages in ten seconds is cut. */
export function limitMessages(socket: Pick<LiveSocket, 'disconnect'>, now: () => number = Date.now) {
  let count = 0
  let since = now()
  return (_message: unknown, next: (error?: Error) => void): void => {
    if (now() - since > windowMilliseconds) {
      count = 0
      since = now()
    }
    count++
    if (count > most) socket.disconnect(true)
    else next()
  }
}
