import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'
import type { Request, Response } from 'express'

/** An answer that is JSON already, in parts; parts that are the same objects as before are not compressed again. */
export class PreparedJson<_Value> {
  readonly parts: readonly Buffer[]
  readonly revision: number | null

  constructor(parts: readonly Buffer[], revision: number | null = null) {
    this.parts = parts
    this.revision = revision
  }
}

const deflate = promisify(deflateRaw)
const compressed = new WeakMap<Buffer, Promise<Buffer>>()
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty block that is the last one. */
const ending = Buffer.from([3, 0])

export async function sendPrepared(
  request: Request,
  response: Response,
  { parts }: PreparedJson<unknown>,
): Promise<void> {
  response.type('json').vary('Accept-Encoding')
  if (request.acceptsEncodings('gzip') === false) {
    response.end(Buffer.concat(parts))
    return
  }
  const body = await gzipOf(parts)
  response.set({ 'Content-Encoding': 'gzip', 'Content-Length': String(body.length) })
  response.end(body)
}

/** One gzip member (RFC 1952): each part is deflated by itself up to a byte's end, so that parts can be put together. */
async function gzipOf(parts: readonly Buffer[]): Promise<Buffer> {
  const pieces = await Promise.all(parts.map(deflated))
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), 0),
    0,
  )
  trailer.writeUInt32LE(parts.reduce((sum, { length }) => sum + length, 0) % 2 ** 32, 4)
  return Buffer.concat([header, ...pieces, ending, trailer])
}

/** Below, compressing saves less than it costs. */
const leastCompressed = 1_024

function deflated(part: Buffer): Promise<Buffer> | Buffer {
  if (part.length < leastCompressed) return storedBlock(part)
  const known = compressed.get(part)
  if (known) return known
  const made = deflate(part, { level: 1, finishFlush: constants.Z_FULL_FLUSH })
  compressed.set(part, made)
  return made
}

/** The bytes as they are, as a block that is not the last one (RFC 1951, 3.2.4). */
function storedBlock(part: Buffer): Buffer {
  const start = Buffer.alloc(5)
  start.writeUInt16LE(part.length, 1)
  start.writeUInt16LE(~part.length & 0xffff, 3)
  return Buffer.concat([start, part])
}
