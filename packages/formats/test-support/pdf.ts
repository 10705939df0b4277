import { inflateSync } from 'node:zlib'

export interface PdfFile {
  readonly pageCount: number
  readonly pageSize: readonly number[]
  /** The dictionaries of all objects, by their numbers. */
  readonly objects: ReadonlyMap<number, string>
  /** The content of all streams, uncompressed. */
  readonly streams: ReadonlyMap<number, Buffer>
  readonly trailer: string
}

/**
 * Reads a file of PDF by its table of contents, as a viewer does. Throws when an object is not where the table says that
 * it is, when a stream is not as long as it says or cannot be uncompressed, and when pages and objects do not agree.
 */
export function readPdf(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1')
  if (!/^%PDF-1\.\d\n/.test(text)) throw new Error('no header')
  const startsAt = /startxref\n(\d+)\n%%EOF\n?$/.exec(text)?.[1]
  const table = /^xref\n0 (\d+)\n([\s\S]*?)trailer\n([\s\S]*)startxref/.exec(text.slice(Number(startsAt)))
  if (startsAt === undefined || !table) throw new Error('no table of contents')
  const [, count, lines = '', trailer = ''] = table
  const entries = lines.trimEnd().split('\n')
  if (entries.length !== Number(count)) throw new Error('the table of contents is not as long as it says')
  const [objects, streams] = [new Map<number, string>(), new Map<number, Buffer>()]
  for (const [number, entry] of entries.entries()) {
    if (number === 0) continue
    const object = text.slice(Number(entry.slice(0, 10)))
    const head = new RegExp(`^${number} 0 obj\n([\\s\\S]*?)\n(endobj|stream\n)`).exec(object)
    if (!head) throw new Error(`object ${number} is not where it should be`)
    const [whole, dictionary = '', what] = head
    objects.set(number, dictionary)
    if (what === 'endobj') continue
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const from = Number(entry.slice(0, 10)) + whole.length
    if (!/^\n?endstream/.test(text.slice(from + length, from + length + 11))) throw new Error(`stream ${number} is cut`)
    const content = bytes.subarray(from, from + length)
    streams.set(number, /FlateDecode/.test(dictionary) ? inflateSync(content) : content)
  }
  const pages = [...objects.values()].filter((object) => /\/Type \/Page\b/.test(object))
  const declared = Number(
    /\/Count (\d+)/.exec([...objects.values()].find((object) => /\/Type \/Pages/.test(object)) ?? '')?.[1],
  )
  if (pages.length !== declared) throw new Error(`${pages.length} pages, and ${declared} are declared`)
  const pageSize = (/\/MediaBox \[([^\]]+)\]/.exec(pages[0] ?? '')?.[1] ?? '').split(' ').map(Number)
  return { pageCount: pages.length, pageSize, objects, streams, trailer }
}

/** All characters that the file says its signs stand for. */
export function charactersOf({ streams }: PdfFile): Set<string> {
  const maps = [...streams.values()]
    .map((stream) => stream.toString('latin1'))
    .filter((text) => text.includes('begincmap'))
  const codes = maps.flatMap((map) => [...map.matchAll(/<([0-9a-fA-F]{4})>/g)].map(([, code]) => code ?? ''))
  return new Set(codes.map((code) => String.fromCharCode(Number.parseInt(code, 16))))
}
