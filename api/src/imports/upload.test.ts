import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Request } from 'express'
import { afterEach, expect, test, vi } from 'vitest'
import { createUpload } from './upload.ts'

const megabyte = 1_048_576
const largestUpload = 100 * megabyte
afterEach(() => void vi.useRealTimers())

const requestOf = (parts: Iterable<Buffer>, headers: Record<string, string> = {}) =>
  Object.assign(Readable.from(parts), { headers }) as unknown as Request

async function collect(request: Request) {
  const upload = createUpload(request)
  const chunks: Uint8Array[] = []
  for await (const chunk of upload.chunks()) chunks.push(chunk.slice())
  return { upload, chunks }
}

test('parts of any size become chunks of one mebibyte, in order', async () => {
  const file = randomBytes(2 * megabyte + 12_345)
  const sizes = [1, 70_000, 1_500_000, 3, 600_000]
  const parts: Buffer[] = []
  for (let at = 0, turn = 0; at < file.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    parts.push(file.subarray(at, at + size))
    at += size
  }
  const { upload, chunks } = await collect(requestOf(parts))
  expect(chunks.map((chunk) => chunk.length)).toEqual([megabyte, megabyte, 12_345])
  expect(Buffer.concat(chunks).equals(new Uint8Array(file))).toBe(true)
  expect(upload.byteCount).toBe(file.length)
  const digest = createHash('sha256').update(new Uint8Array(file)).digest('hex')
  expect((await upload.finish()).toString('hex')).toBe(digest)
})

test('finishing reads what nobody has read', async () => {
  const upload = createUpload(requestOf([Buffer.from('name\n'), Buffer.from('Dig\n')]))
  const digest = createHash('sha256').update('name\nDig\n').digest('hex')
  expect((await upload.finish()).toString('hex')).toBe(digest)
})

test('a file beyond the limit is refused by its length, or on the way', async () => {
  const announced = requestOf([Buffer.from('x')], { 'content-length': String(largestUpload + 1) })
  await expect(collect(announced)).rejects.toMatchObject({ type: 'too-large' })
  const piece = Buffer.alloc(8 * megabyte)
  const endless = function* () {
    for (;;) yield piece
  }
  const request = requestOf(endless())
  await expect(collect(request)).rejects.toMatchObject({ type: 'too-large' })
  request.destroy()
})

test('who stops sending is cut off; who has to wait until a piece is stored is not', async () => {
  vi.useFakeTimers()
  const sending = new Readable({ read() {} })
  const request = Object.assign(sending, { headers: {} }) as unknown as Request
  const chunks = createUpload(request).chunks()
  sending.push(Buffer.alloc(megabyte))
  expect((await chunks.next()).value).toHaveLength(megabyte)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sending.destroyed).toBe(false)

  const cutOff = expect(chunks.next()).rejects.toThrow('the upload paused too long')
  await vi.advanceTimersByTimeAsync(19_000)
  expect(sending.destroyed).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  await cutOff
})
