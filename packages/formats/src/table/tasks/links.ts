import { FormatError } from '../../format-error.ts'
import { clampMinutes, cut } from '../../limits.ts'
import type { DocumentFault, DocumentLink } from '../../plan-document.ts'
import { linkKey } from '../../row-keys.ts'
import type { Warnings } from '../../warnings.ts'
import type { DayLengths } from '../values/span.ts'
import { type LinkText, parseLink } from './link-text.ts'
import { listSplitter } from './list-text.ts'
import type { TaskKeys } from './task-keys.ts'
import { placeOf, shownText, type TaskRow, taskFault } from './task-row.ts'

export interface LinkContext {
  readonly keys: TaskKeys
  readonly lengths: DayLengths
  readonly warnings: Warnings
  readonly onFault: (fault: DocumentFault) => void
}

/** Words and signs for "no predecessor". */
const NOTHING = /^(-|–|—|none|n\/a|na|keine?|aucun|ninguna?)$/i

/**
 * Predecessors name ids or, where no id fits, codes of the outline or names.
 * Throws FormatError for something like an id that no task has.
 */
export function buildLinks(rows: readonly TaskRow[], context: LinkContext): DocumentLink[] {
  const split = listSplitter()
  return rows.flatMap((row) =>
    split(row.values.predecessors ?? '', placeOf(row, 'predecessors')).flatMap((item) => {
      const link = parseItem(item, context)
      if (link !== null) return [buildLink(row, item, link, context)]
      if (NOTHING.test(item)) return []
      if (isLikeKey(item)) throw missing(row, item)
      context.onFault({ ...taskFault(row, 'predecessors', notUnderstood(item)), text: cut(item, 200) })
      return []
    }),
  )
}

/** What is understood to its end, whatever the task is called by, goes before what is not. */
function parseItem(item: string, { keys: { byId, byCode, byName }, lengths }: LinkContext): LinkText<string> | null {
  let unclear: LinkText<string> | null = null
  for (const keyOf of [byId, byCode, byName]) {
    const link = parseLink(item, keyOf, lengths)
    if (link?.wrong === null) return link
    unclear ??= link
  }
  return unclear
}

function buildLink(
  row: TaskRow,
  item: string,
  link: LinkText<string>,
  { warnings, onFault }: LinkContext,
): DocumentLink {
  const { predecessor, type, lagMinutes, lagUnit, wrong } = link
  const key = linkKey(predecessor, row.key, type)
  if (wrong !== null) {
    const text = cut(item, 200)
    const message = notUnderstood(item)
    onFault({ entity: 'link', key, field: wrong, text, message, ...placeOf(row, 'predecessors') })
  }
  return {
    key,
    predecessorKey: predecessor,
    successorKey: row.key,
    type,
    lagMinutes: clampMinutes(lagMinutes, row, warnings),
    lagUnit,
    extra: null,
    line: row.line,
  }
}

/** A number, a code or a key with a number in it, and not words. */
function isLikeKey(item: string): boolean {
  return /\d/.test(item) && !/\s/.test(item)
}

function notUnderstood(item: string): string {
  return `The predecessor “${cut(item, 60)}” is not understood; write 3, 3SS or 3FS+2d`
}

function missing(row: TaskRow, item: string): FormatError {
  const shown = cut(item, 60)
  const predecessor = shown.replace(/(?:[A-Z]{2})?(?:[+-].*)?$/i, '') || shown
  const message = `“${shownText(row, 'name')}” depends on “${predecessor}”, which is not in the file`
  return new FormatError(message, placeOf(row, 'predecessors'))
}
