import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { zipOf } from '../../../packages/formats/test-support/zip.ts'
import type { Random } from './damage.ts'

/** A zip file of which one part is damaged, and whole as a zip file. */
export async function repacked(
  bytes: Uint8Array,
  random: Random,
  damage: (part: Uint8Array, random: Random) => Uint8Array,
): Promise<Uint8Array> {
  const parts = await partsOf(bytes)
  const names = Object.keys(parts)
  const chosen = names[Math.floor(random() * names.length)] ?? ''
  const part = parts[chosen]
  if (part === undefined) return bytes
  return new Uint8Array(await zipOf({ ...parts, [chosen]: damage(part, random) }))
}

async function partsOf(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true })
  const parts: Record<string, Uint8Array> = {}
  for await (const entry of zip.eachEntry()) {
    parts[entry.fileName] = new Uint8Array(await buffer(await zip.openReadStreamPromise(entry)))
  }
  return parts
}
