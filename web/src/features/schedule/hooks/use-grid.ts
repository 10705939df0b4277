import type { Person } from '@throughline/contract'
import { useState } from 'react'
import { showToast } from '../../../lib/toasts.ts'
import { type BulkEdit, deleteAll, editAll, entriesOf, inBatches, linkInOrder, unlinkAll } from '../lib/bulk-edits.ts'
import { cellText } from '../lib/cell-values.ts'
import { type Cells, readCells, toHtml, toTsv } from '../lib/clipboard.ts'
import type { CanEdit, ColumnKey, ColumnSet } from '../lib/columns.ts'
import { type Edit, type EditOutcome, editCell } from '../lib/edits.ts'
import type { ActiveCell, TableCommand } from '../lib/keyboard.ts'
import { type DropPlace, indentAll, moveBy, moveTo, outdentAll } from '../lib/move-edits.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { type Pasted, readPaste } from '../lib/paste.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { text } from '../lib/text.ts'
import { useSelection } from './use-selection.ts'

interface GridOptions {
  readonly index: PlanIndex
  readonly visible: readonly OutlineEntry[]
  readonly columns: ColumnSet
  readonly active: ActiveCell | null
  readonly setActive: (cell: ActiveCell | null) => void
  readonly fold: (id: string, folded: boolean) => void
  readonly canEdit: CanEdit
  readonly mayChange: boolean
  readonly people: readonly Person[]
  readonly send: (outcome: EditOutcome) => void
  /** Rows stand in the order of the plan, so that they can be moved. */
  readonly isInOrder: boolean
  /** Rows that are selected from the beginning. */
  readonly startsWith?: readonly string[] | undefined
}

export type Grid = ReturnType<typeof useGrid>

/** What is selected in the table, and all that is done to it at once. */
export function useGrid(options: GridOptions) {
  const { index, visible, columns, active, setActive, canEdit, mayChange, people, isInOrder } = options
  const { selection, severalIds, go, selectRows, clear } = useSelection(
    visible,
    columns.keys,
    active,
    setActive,
    options.startsWith,
  )
  const [asked, setAsked] = useState<Edit | null>(null)
  const [deleting, setDeleting] = useState<ReadonlySet<string> | null>(null)
  const [pasted, setPasted] = useState<Pasted | null>(null)

  function sendBatches(edit: Edit): void {
    for (const batch of inBatches(edit)) options.send(batch)
  }

  /** What is too large for one change set is asked about first. */
  function send(outcome: EditOutcome): void {
    if (outcome && typeof outcome === 'object' && inBatches(outcome).length > 1) setAsked(outcome)
    else options.send(outcome)
  }

  function sendBulk({ edit, refused }: BulkEdit): void {
    const [first] = refused
    if (first) {
      const { entry, problem } = first
      const title = text('bulkRefused', { count: refused.length, name: entry.task.name, problem })
      showToast({ tone: 'error', title })
    }
    send(edit)
  }

  const editOf = ({ task }: OutlineEntry, column: ColumnKey, written: string) =>
    editCell(index, task, column, written, people)
  const selectedKeys = (): readonly ColumnKey[] => columns.keys.slice(selection.from, selection.to + 1)
  const selectedEntries = (): OutlineEntry[] => selection.ids.flatMap((id) => index.entryById.get(id) ?? [])

  function setField(column: ColumnKey, written: string): void {
    const entries = entriesOf(index, selection.idSet).filter(({ hasChildren }) => canEdit(column, hasChildren))
    const label = columns.columns.find(({ key }) => key === column)?.label ?? column
    const summary = text('bulkSet', { field: label.toLowerCase(), count: entries.length })
    sendBulk(editAll(entries, (entry) => editOf(entry, column, written), summary))
  }

  function clearCells(): void {
    const keys = selectedKeys().filter((key) => clearable(key))
    const each = (entry: OutlineEntry): EditOutcome => {
      const cells = keys.filter((key) => canEdit(key, entry.hasChildren))
      const outcomes = cells.map((key) => editOf(entry, key, ''))
      const wrong = outcomes.find((outcome) => typeof outcome === 'string')
      if (typeof wrong === 'string') return wrong
      const operations = outcomes.flatMap((outcome) => (outcome as Edit | null)?.operations ?? [])
      return operations.length > 0 ? { summary: '', operations } : null
    }
    const entries = selectedEntries()
    sendBulk(editAll(entries, each, text('bulkCleared', { count: entries.length * keys.length })))
  }

  /** The topmost selected row goes into those below it; of one cell alone, the row above goes into it. */
  function fillDown(): void {
    const row = visible.findIndex(({ task }) => task.id === selection.ids[0])
    const isOne = selection.ids.length === 1
    const from = isOne ? visible[row - 1] : visible[row]
    if (!from || from.group) return
    const entries = isOne ? selectedEntries() : selectedEntries().slice(1)
    const keys = selection.isRows ? [active?.column ?? 'name'] : selectedKeys()
    const each = (entry: OutlineEntry): EditOutcome => {
      const cells = keys
        .filter((key) => key !== 'name' || !selection.isRows)
        .filter((key) => canEdit(key, entry.hasChildren))
      const outcomes = cells.map((key) => editOf(entry, key, cellText(from, key, { index })))
      const wrong = outcomes.find((outcome) => typeof outcome === 'string')
      if (typeof wrong === 'string') return wrong
      const operations = outcomes.flatMap((outcome) => (outcome as Edit | null)?.operations ?? [])
      return operations.length > 0 ? { summary: '', operations } : null
    }
    sendBulk(editAll(entries, each, text('bulkFilled', { count: entries.length * keys.length })))
  }

  function move(outcome: EditOutcome): void {
    send(isInOrder ? outcome : text('moveNotSorted'))
  }

  /** Answers whether the command was for what is selected. */
  function run(command: TableCommand): boolean {
    if (command.do === 'go') {
      go(command.cell, command.how)
      return true
    }
    if (command.do === 'selectAll') selectRows(visible.map(({ task }) => task.id))
    else if (command.do === 'deselect') clear()
    else if (!mayChange && command.do !== 'clear' && command.do !== 'fillDown') return false
    else if (command.do === 'clear' && selection.isRows && mayChange) setDeleting(selection.idSet)
    else if (command.do === 'clear') clearCells()
    else if (command.do === 'fillDown') fillDown()
    else if (command.do === 'moveUp') move(moveBy(index, selection.idSet, 'up'))
    else if (command.do === 'moveDown') move(moveBy(index, selection.idSet, 'down'))
    else if (command.do === 'link') send(linkInOrder(index, selection.ids))
    else if (command.do === 'unlink') send(unlinkAll(index, selection.idSet))
    else return severalIds.size > 1 && runOnSeveral(command)
    return true
  }

  function runOnSeveral(command: TableCommand): boolean {
    if (command.do === 'indent') {
      const outcome = indentAll(index, severalIds)
      for (const id of parentsIn(outcome)) options.fold(id, false)
      send(outcome)
    } else if (command.do === 'outdent') send(outdentAll(index, severalIds))
    else if (command.do === 'delete') setDeleting(severalIds)
    else return false
    return true
  }

  function cells(): Cells {
    const shown = new Map(visible.map((entry) => [entry.task.id, entry]))
    return selection.ids.map((id) => {
      const entry = shown.get(id)
      return selectedKeys().map((key) => (entry ? cellText(entry, key, { index }) : ''))
    })
  }

  function copy(data: DataTransfer): boolean {
    if (selection.ids.length === 0) return false
    data.setData('text/plain', toTsv(cells()))
    data.setData('text/html', toHtml(cells()))
    return true
  }

  function paste(written: string): void {
    const found = readCells(written)
    if (found.length === 0) return void showToast({ tone: 'info', title: text('pasteNothing') })
    const filled = isFill(found) ? repeated(found, selection.ids.length, selectedKeys().length) : found
    const [firstId] = selection.ids
    const at = firstId ? { id: firstId, column: columns.keys[selection.isRows ? 0 : selection.from] ?? 'name' } : null
    const result = readPaste(filled, {
      ...{ index, visible, columns: columns.columns, canEdit, people },
      at,
      mayAdd: mayChange && isInOrder,
    })
    if (result.wrong.length > 0) setPasted(result)
    else finishPaste(result)
  }

  /** One copied cell fills all that are selected. */
  const isFill = (found: Cells): boolean =>
    found.length === 1 && found[0]?.length === 1 && (selection.ids.length > 1 || selection.from < selection.to)

  function finishPaste({ edit, firstId, lastId, lastColumn }: Pasted): void {
    setPasted(null)
    send(edit)
    if (!firstId || !lastId || firstId === lastId) return
    go({ id: firstId, column: active?.column ?? 'name' })
    go({ id: lastId, column: lastColumn }, 'stretch')
  }

  function confirmDelete(): void {
    if (!deleting) return
    const row = visible.findIndex(({ task }) => deleting.has(task.id))
    const rest = visible.filter(({ task }) => !deleting.has(task.id))
    const next = rest.find(({ number }) => number > (visible[row]?.number ?? 0)) ?? rest.at(-1)
    send(deleteAll(index, deleting))
    setDeleting(null)
    go(next ? { id: next.task.id, column: 'name' } : null)
  }

  function drop(id: string, place: DropPlace): void {
    const ids = severalIds.has(id) ? severalIds : new Set([id])
    move(moveTo(index, ids, place))
  }

  return {
    selection,
    severalIds,
    isInOrder,
    run,
    setField,
    copy,
    paste,
    drop,
    clear,
    asked: {
      edit: asked,
      count: asked ? inBatches(asked).length : 0,
      close: () => setAsked(null),
      confirm: confirmAsked,
    },
    deleting: { ids: deleting, close: () => setDeleting(null), confirm: confirmDelete },
    pasted: { result: pasted, close: () => setPasted(null), confirm: () => pasted && finishPaste(pasted) },
  }

  function confirmAsked(): void {
    if (asked) sendBatches(asked)
    setAsked(null)
  }
}

/** A name and a duration cannot be empty, so that clearing them means nothing. */
const clearable = (key: ColumnKey): boolean => !['name', 'duration'].includes(key)

const repeated = (cells: Cells, rows: number, columns: number): Cells =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => cells[0]?.[0] ?? ''))

function parentsIn(outcome: EditOutcome): string[] {
  if (!outcome || typeof outcome === 'string') return []
  return outcome.operations.flatMap((operation) =>
    operation.entity === 'task' && operation.op === 'update' && operation.patch.parentId
      ? [operation.patch.parentId]
      : [],
  )
}
