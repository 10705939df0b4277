import { ProblemError } from '@throughline/contract'

/** `"42"` is 42; `*` and no header ask for no check. Throws `bad-request` for anything else. */
export function readIfMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined
  const found = /^(?:W\/)?"(\d{1,15})"$/.exec(header)
  if (found) return Number(found[1])
  const message = 'must be a revision in quotes, such as "42"'
  throw new ProblemError('bad-request', { issues: [{ path: 'If-Match', message }] })
}

/** The ETag of an answer: its revision, or that of the project it is about. */
export function etagOf(body: unknown): string | null {
  const revision = revisionOf(body) ?? revisionOf((body as { project?: unknown } | undefined)?.project)
  return revision === undefined ? null : `"${revision}"`
}

function revisionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('revision' in value)) return undefined
  return typeof value.revision === 'number' ? value.revision : undefined
}
