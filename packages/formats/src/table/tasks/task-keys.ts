import type { TaskRow } from './task-row.ts'

/** What cells may call other tasks by. A name or code that several tasks have stands for none. */
export interface TaskKeys {
  readonly byId: (text: string) => string | null
  readonly byCode: (text: string) => string | null
  readonly byName: (text: string) => string | null
}

export function taskKeys(rows: readonly TaskRow[]): TaskKeys {
  const ids = new Set(rows.map(({ key }) => key))
  const codes = onlyOnce(rows.map(({ key, code }) => [code ?? '', key]))
  const names = onlyOnce(rows.map(({ key, values }) => [values.name?.trim().toLowerCase() ?? '', key]))
  return {
    byId: (text) => (ids.has(text) ? text : null),
    byCode: (text) => codes.get(text) ?? null,
    byName: (text) => names.get(text.toLowerCase()) ?? null,
  }
}

/** The key of the task that a text is meant for, whichever it calls it by. */
export function keyOf(text: string, { byId, byCode, byName }: TaskKeys): string | null {
  return byId(text) ?? byCode(text) ?? byName(text)
}

function onlyOnce(entries: readonly (readonly [string, string])[]): Map<string, string> {
  const found = new Map<string, string>()
  const repeated = new Set<string>([''])
  for (const [text, key] of entries) {
    if (found.has(text)) repeated.add(text)
    found.set(text, key)
  }
  for (const text of repeated) found.delete(text)
  return found
}
