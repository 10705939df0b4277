import { textOfHtml } from './html-text.ts'
import type { XerRow, XerTables } from './xer-tables.ts'
import { keyIn, textIn } from './xer-values.ts'

export interface XerMemos {
  readonly ofTask: (taskId: string) => string
  readonly ofElement: (wbsId: string) => string
}

/** Notes stand in rows of their own, one for each topic; several are told apart by the names of their topics. */
export function readMemos(tables: XerTables): XerMemos {
  const topics = new Map((tables.get('MEMOTYPE') ?? []).map((row) => [keyIn(row, 'memo_type_id'), row]))
  const topicOf = (row: XerRow) => {
    const topic = topics.get(textIn(row, 'memo_type_id') ?? '')
    return (topic && textIn(topic, 'memo_type')) ?? 'Notes'
  }
  const memosBy = (table: string, key: string, column: string) => {
    const byKey = rowsBy(tables.get(table) ?? [], key)
    return (id: string): string => {
      const notes = (byKey.get(id) ?? []).flatMap((row) => {
        const text = textOfHtml(textIn(row, column) ?? '')
        return text === '' ? [] : [{ topic: topicOf(row), text }]
      })
      return notes.length < 2
        ? (notes[0]?.text ?? '')
        : notes.map(({ topic, text }) => `${topic}:\n${text}`).join('\n\n')
    }
  }
  return {
    ofTask: memosBy('TASKMEMO', 'task_id', 'task_memo'),
    ofElement: memosBy('WBSMEMO', 'wbs_id', 'wbs_memo'),
  }
}

/** Rows that name the same thing in a column, in their order. */
export function rowsBy(rows: readonly XerRow[], column: string): ReadonlyMap<string, readonly XerRow[]> {
  const byKey = new Map<string, XerRow[]>()
  for (const row of rows) {
    const key = textIn(row, column)
    if (key === null) continue
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [row])
    else list.push(row)
  }
  return byKey
}
