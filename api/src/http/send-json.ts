import { promisify } from 'node:util'
import { constants, gzip, gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'

/** What fits into few packets stays as it is. */
const leastCompressed = 4_096
/** Up to here compressing takes less time than handing it to another thread. */
const mostAtOnce = 262_144
/** Time counts more than size: higher levels take several times as long. */
const quickly = { level: constants.Z_BEST_SPEED }
const gzipAside = promisify(gzip)

/** In one piece: a stream for each answer, as for files, costs several times as much. */
export async function sendJson(request: Request, response: Response, body: unknown): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(body))
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  if (bytes.length < leastCompressed) return end(response, bytes)
  response.vary('Accept-Encoding')
  if (request.acceptsEncodings('gzip') === false) return end(response, bytes)
  response.setHeader('Content-Encoding', 'gzip')
  end(response, bytes.length > mostAtOnce ? await gzipAside(bytes, quickly) : gzipSync(bytes, quickly))
}

function end(response: Response, bytes: Buffer): void {
  response.setHeader('Content-Length', bytes.length)
  response.end(bytes)
}
