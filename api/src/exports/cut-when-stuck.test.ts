import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { cutWhenStuck } from './cut-when-stuck.ts'

const piece = Buffer.alloc(65_536)
function* pieces(count: number) {
  for (let index = 0; index < count; index += 1) yield piece
}

/** Serves so many pieces to a caller who does `take`; tells whether all went out. */
async function served(count: number, take: (message: IncomingMessage) => void): Promise<boolean> {
  let tell: (isWhole: boolean) => void = () => undefined
  const told = new Promise<boolean>((resolve) => {
    tell = resolve
  })
  const server = createServer((_, response) => {
    const stop = cutWhenStuck(response, 1_000)
    pipeline(Readable.from(pieces(count)), response)
      .then(() => tell(true))
      .catch(() => tell(false))
      .finally(stop)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, take)
  request.on('error', () => undefined)
  const isWhole = await told
  request.destroy()
  server.close()
  return isWhole
}

it('cuts off who stops reading', async () => {
  expect(await served(1_000, (message) => message.on('error', () => undefined).pause())).toBe(false)
})

it('lets those go on who read slowly', async () => {
  const isWhole = await served(500, (message) => {
    message.on('readable', () => setTimeout(() => message.read(), 2))
  })
  expect(isWhole).toBe(true)
})
