import { until } from '@throughline/tests'
import { WebSocket } from 'ws'

/** A WebSocket that speaks the wire format of Socket.IO by hand, to do what the client library never does. */
export interface RawSocket {
  send(text: string): Promise<void>
  /** The first message, past or to come, that is as wanted. */
  receive(isWanted: (text: string) => boolean): Promise<string>
  /** Stops taking anything from the connection. */
  pause(): void
  closed: Promise<void>
}

export async function openRawSocket(url: string, token: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  const messages: string[] = []
  socket.on('message', (data) => messages.push(String(data)))
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => undefined)
  const raw: RawSocket = {
    send: (text) => new Promise<void>((resolve) => socket.send(text, () => resolve())),
    receive: (isWanted) => until(() => messages.find(isWanted), { what: 'a message' }),
    pause: () => socket.pause(),
    closed,
  }
  await raw.send(`40${JSON.stringify({ token })}`)
  await raw.receive((text) => text.startsWith('40{'))
  return raw
}
