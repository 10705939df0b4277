import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export type ZipPart = string | Uint8Array | Iterable<Uint8Array>

/** A zip file of these parts, packed. */
export async function zipOf(parts: Readonly<Record<string, ZipPart>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') zip.addBuffer(Buffer.from(part), name, { compress: part !== '' })
    else if (part instanceof Uint8Array) zip.addBuffer(Buffer.from(part), name)
    else zip.addReadStream(Readable.from(part), name)
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** All places where some bytes stand hold others, as many. */
export function patched(bytes: Uint8Array, from: string | Uint8Array, to: string | Uint8Array): Buffer {
  const copy = Buffer.from(bytes)
  const [old, other] = [Buffer.from(from), Buffer.from(to)]
  for (let at = copy.indexOf(old); at !== -1; at = copy.indexOf(old, at + 1)) other.copy(copy, at)
  return copy
}
