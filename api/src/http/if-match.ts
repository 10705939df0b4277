import { ifMatch } from '@throughline/contract'
import { readHeader } from './parse-input.ts'

/** `"42"` is 42; `*` and no header ask for no check. Throws `bad-request` for anything else. */
export function readIfMatch(header: string | undefined): number | undefined {
  const found = /\d+/.exec(readHeader('If-Match', ifMatch, header) ?? '')
  return found ? Number(found[0]) : undefined
}

/** Whether a caller's `If-None-Match` has this ETag; weakly, as RFC 9110 wants it. */
export const isKnown = (header: string | undefined, etag: string | undefined): boolean =>
  etag !== undefined &&
  (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)

/** The ETag of an answer: its revision, or that of the project it is about. */
export function etagOf(body: unknown): string | null {
  const revision = revisionOf(body) ?? revisionOf((body as { project?: unknown } | undefined)?.project)
  return revision === undefined ? null : `"${revision}"`
}

function revisionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('revision' in value)) return undefined
  return typeof value.revision === 'number' ? value.revision : undefined
}
