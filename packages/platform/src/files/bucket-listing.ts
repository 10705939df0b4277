export interface ListedObject {
  readonly key: string
  readonly storedAt: Date
}

export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** Where the next page begins; null after the last one. */
  readonly next: string | null
}

/**
 * Reads an answer of ListObjectsV2. Its XML is written by servers after one template; keys are asked for in the encoding
 * of addresses, so that nothing in them looks like XML.
 */
export function readListing(xml: string): ListedPage {
  const objects = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, entry = '']) => ({
    key: decodeURIComponent((textOf(entry, 'Key') ?? '').replaceAll('+', ' ')),
    storedAt: new Date(textOf(entry, 'LastModified') ?? Number.NaN),
  }))
  const isTruncated = textOf(xml, 'IsTruncated') === 'true'
  return { objects, next: isTruncated ? textOf(xml, 'NextContinuationToken') : null }
}

/** The code of an error that a server tells of, such as `NoSuchKey`. */
export const readErrorCode = (xml: string): string | null => /^\w{1,64}$/.exec(textOf(xml, 'Code') ?? '')?.[0] ?? null

function textOf(xml: string, element: string): string | null {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1]
  return found === undefined
    ? null
    : found.replace(/&(quot|apos|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '')
}

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' }
