import { FormatError } from '../../format-error.ts'
import { clampMinutes, cut } from '../../limits.ts'
import type { DocumentFault, DocumentLink, DocumentTask } from '../../plan-document.ts'
import { linkKey } from '../../row-keys.ts'
import type { Warnings } from '../../warnings.ts'
import type { DayLengths } from '../values/span.ts'
import { type LinkText, parseLink } from './link-text.ts'
import { listSplitter } from './list-text.ts'
import type { TaskKeys } from './task-keys.ts'

export interface LinkContext {
  readonly keys: TaskKeys
  readonly lengths: DayLengths
  readonly warnings: Warnings
  readonly onFault: (fault: DocumentFault) => void
  /** Of predecessors, from 1. */
  readonly column: number
}

/** Words and signs for "no predecessor". */
const NOTHING = /^(-|–|—|none|n\/a|na|keine?|aucun|ninguna?)$/i

/**
 * `texts` are the predecessors of each task. They name ids or, where no id fits, codes of the outline or names.
 * Throws FormatError for something like an id that no task has.
 */
export function buildLinks(
  tasks: readonly DocumentTask[],
  texts: readonly string[],
  context: LinkContext,
): DocumentLink[] {
  const split = listSplitter()
  const links: DocumentLink[] = []
  for (const [index, task] of tasks.entries()) {
    const text = texts[index] ?? ''
    if (text === '') continue
    for (const item of split(text, { line: task.line, column: context.column })) {
      const link = parseItem(item, context)
      if (link !== null) links.push(buildLink(task, item, link, context))
      else if (isLikeKey(item) && !NOTHING.test(item)) throw missing(task, item, context)
      else if (!NOTHING.test(item)) context.onFault(faultOf('task', task.key, 'predecessors', item, task, context))
    }
  }
  return links
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

function buildLink(task: DocumentTask, item: string, link: LinkText<string>, context: LinkContext): DocumentLink {
  const { predecessor, type, lagMinutes, lagUnit, wrong } = link
  const key = linkKey(predecessor, task.key, type)
  if (wrong !== null) context.onFault(faultOf('link', key, wrong, item, task, context))
  return {
    key,
    predecessorKey: predecessor,
    successorKey: task.key,
    type,
    lagMinutes: clampMinutes(lagMinutes, task, context.warnings),
    lagUnit,
    extra: null,
    line: task.line,
  }
}

function faultOf(
  entity: DocumentFault['entity'],
  key: string,
  field: string,
  item: string,
  { line }: DocumentTask,
  { column }: LinkContext,
): DocumentFault {
  return { entity, key, field, text: cut(item, 200), message: notUnderstood(item), line, column }
}

/** A number, a code or a key with a number in it, and not words. */
function isLikeKey(item: string): boolean {
  return /\d/.test(item) && !/\s/.test(item)
}

function notUnderstood(item: string): string {
  return `The predecessor “${cut(item, 60)}” is not understood; write 3, 3SS or 3FS+2d`
}

function missing({ name, line }: DocumentTask, item: string, { column }: LinkContext): FormatError {
  const shown = cut(item, 60)
  const predecessor = shown.replace(/(?:[A-Z]{2})?(?:[+-].*)?$/i, '') || shown
  const message = `“${cut(name, 60)}” depends on “${predecessor}”, which is not in the file`
  return new FormatError(message, { line, column })
}
