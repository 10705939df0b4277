import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { DateField, Person, Presence, Task } from '@throughline/contract'
import { ListFilter, ListPlus, Plus } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { headerHeight, rowHeight } from '../gantt/scene.ts'
import type { DraftDates } from '../hooks/use-drafts.ts'
import type { Grid } from '../hooks/use-grid.ts'
import { useRowDrag } from '../hooks/use-row-drag.ts'
import { cellText } from '../lib/cell-values.ts'
import { type CanEdit, type Column, type ColumnKey, type ColumnSet, cellId } from '../lib/columns.ts'
import { choicesOf, type EditOutcome, editText } from '../lib/edits.ts'
import {
  type ActiveCell,
  cellBeside,
  commandOf,
  type Editing,
  nextEditableCell,
  type TableCommand,
} from '../lib/keyboard.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { markOf, type SelectHow } from '../lib/selection.ts'
import { text } from '../lib/text.ts'
import { CellEditor, type EditorEnd } from './CellEditor.tsx'
import { type HeaderActs, TableHeader } from './TableHeader.tsx'
import { cellEnd, TaskRow } from './TaskRow.tsx'
import styles from './TaskTable.module.css'

export interface TaskTableProps {
  ref: RefObject<HTMLDivElement | null>
  index: PlanIndex
  visible: readonly OutlineEntry[]
  collapsed: ReadonlySet<string>
  active: ActiveCell | null
  editing: Editing | null
  movedIds: ReadonlySet<string>
  columns: ColumnSet
  lookersOf?: ReadonlyMap<string, readonly Presence[]>
  /** Tasks that keep the dates from being computed. */
  troubledIds?: ReadonlySet<string>
  varianceOf?: ((task: Task) => number | null) | undefined
  mayChange: boolean
  canEdit: CanEdit
  people: readonly Person[]
  onCommand: (command: TableCommand) => void
  onEditing: (editing: Editing | null) => void
  onFold: (id: string, folded: boolean) => void
  editOf: (task: Task, column: ColumnKey, text: string) => EditOutcome
  onEdit: (outcome: EditOutcome) => void
  onAdd: () => void
  /** What stands in the editor now. */
  onTyped?: (text: string) => void
  onMenu?: (id: string, x: number, y: number) => void
  /** Dates while something is dragged. */
  draft?: DraftDates
  /** Left out where the comments of a task cannot be opened. */
  onComments?: (taskId: string) => void
  onDetails?: (taskId: string) => void
  /** What is selected, and done to it; left out where a plan is only read. */
  grid?: Grid
  header?: HeaderActs
  /** Something is filtered, so that an empty table is no empty plan. */
  isFiltered?: boolean
}

/** Where the rows begin: below the header, which stays. */
const table = { scrollMargin: headerHeight, scrollPaddingStart: headerHeight, scrollPaddingEnd: 14 }

export function TaskTable(props: TaskTableProps) {
  const { ref, index, visible, collapsed, active, editing, movedIds, mayChange, canEdit, people, columns } = props
  const { onCommand, onEditing, onFold, editOf, onEdit, onAdd, grid } = props
  const activeRow = active ? visible.findIndex((entry) => entry.task.id === active.id) : -1
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    getItemKey: (row) => visible[row]?.task.id ?? row,
    overscan: 12,
    ...table,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      if (activeRow < 0 || rows.includes(activeRow)) return rows
      return [...rows, activeRow].sort((a, b) => a - b)
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active cell is a reason to scroll
  useEffect(() => {
    if (!active || activeRow < 0) return
    virtualizer.scrollToIndex(activeRow)
    showColumn(ref.current, active.column, columns)
  }, [active?.id, active?.column])

  const columnOf = (key: ColumnKey) => columns.columns.find((column) => column.key === key)
  const nameLeft = leftOf('name', columns)

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    const held = { key: event.key, alt: event.altKey, shift: event.shiftKey, control: event.ctrlKey || event.metaKey }
    const command = commandOf(held, visible, active, collapsed, canEdit, columns.keys)
    if (!command) return
    event.preventDefault()
    onCommand(command)
  }

  function clickCell(entry: OutlineEntry, column: ColumnKey, how: SelectHow): void {
    const again = how === 'alone' && active?.id === entry.task.id && active.column === column
    const isAlone = !grid || (grid.selection.ids.length < 2 && grid.selection.from === grid.selection.to)
    if (again && isAlone && !entry.group && canEdit(column, entry.hasChildren)) {
      onEditing({ id: entry.task.id, column })
    } else onCommand({ do: 'go', cell: { id: entry.task.id, column }, ...(how === 'alone' ? {} : { how }) })
  }

  function copy(event: ClipboardEvent<HTMLDivElement>): void {
    if (event.target instanceof HTMLInputElement || !grid?.copy(event.clipboardData)) return
    event.preventDefault()
    if (event.type === 'cut') grid.run({ do: 'clear' })
  }

  function paste(event: ClipboardEvent<HTMLDivElement>): void {
    if (event.target instanceof HTMLInputElement || !grid) return
    event.preventDefault()
    grid.paste(event.clipboardData.getData('text/plain'))
  }

  const { line, grip } = useRowDrag(ref, visible, grid?.drop)
  const fold = useLatest(onFold)
  const click = useLatest(clickCell)
  const why = useLatest(({ task }: OutlineEntry, field: DateField) => onCommand({ do: 'why', id: task.id, field }))
  const discuss = useLatest((id: string) => props.onComments?.(id))
  const source = { index, varianceOf: props.varianceOf }

  function openMenu(event: MouseEvent<HTMLDivElement>): void {
    const row = rowOf(event)
    if (!row || !props.onMenu || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    const box = row.getBoundingClientRect()
    const byKey = event.clientX === 0 || event.target === event.currentTarget
    props.onMenu(row.dataset.task ?? '', byKey ? box.left + 60 : event.clientX, byKey ? box.bottom : event.clientY)
  }

  function end(entry: OutlineEntry, cell: Editing, how: EditorEnd): void {
    if (how.text !== null) onEdit(editOf(entry.task, cell.column, how.text))
    const isSide = how.to === 'next' || how.to === 'back'
    const next = isSide ? nextEditableCell(visible, cell, how.to === 'back', canEdit, columns.keys) : null
    onEditing(next)
    if (next) onCommand({ do: 'go', cell: next })
    else if (how.to === 'down' || how.to === 'up') onCommand({ do: 'go', cell: cellBeside(visible, cell, how.to) })
    if (!next && how.to !== 'elsewhere') focusTable(ref.current)
  }

  return (
    <div ref={ref} className={styles.scroller}>
      <div
        className={styles.grid}
        role="treegrid"
        aria-label="Tasks"
        aria-rowcount={index.entries.length + 1}
        aria-colcount={columns.columns.length}
        aria-readonly={!mayChange}
        aria-activedescendant={active && activeRow >= 0 ? cellId(active.id, active.column) : undefined}
        aria-multiselectable={grid !== undefined}
        tabIndex={0}
        onKeyDown={press}
        onCopy={copy}
        onCut={copy}
        onPaste={paste}
        onContextMenu={openMenu}
      >
        <TableHeader columns={columns} acts={props.header} />
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize(), width: columns.width }}>
          {virtualizer.getVirtualItems().map((item) => {
            const entry = visible[item.index]
            if (!entry) return null
            const { id } = entry.task
            const edited = editing?.id === id ? editing : null
            return (
              <TaskRow
                key={id}
                entry={entry}
                top={item.start - headerHeight}
                isCollapsed={collapsed.has(id)}
                activeColumn={active?.id === id ? active.column : null}
                isMoved={movedIds.has(id)}
                columns={columns}
                texts={columns.keys.map((key) => cellText(entry, key, source)).join(cellEnd)}
                mark={grid ? markOf(grid.selection, id) : null}
                isLate={(props.varianceOf?.(entry.task) ?? 0) > 0}
                lookers={props.lookersOf?.get(id)}
                isTroubled={props.troubledIds?.has(id) ?? false}
                editedColumn={edited?.column ?? null}
                editor={
                  edited &&
                  columnOf(edited.column) && (
                    <CellEditor
                      key={`${id} ${edited.column}`}
                      task={entry.task}
                      column={columnOf(edited.column) as Column}
                      choices={choicesOf(index, edited.column)}
                      text={editText(index, entry.task, edited.column)}
                      typed={edited.typed}
                      problemOf={(text) => {
                        const outcome = editOf(entry.task, edited.column, text)
                        return typeof outcome === 'string' ? outcome : null
                      }}
                      onTyped={props.onTyped}
                      onEnd={(how) => end(entry, edited, how)}
                    />
                  )
                }
                draft={props.draft ?? null}
                onFold={fold}
                onClickCell={click}
                onGrip={mayChange && grid?.isInOrder ? grip : undefined}
                commentCount={props.onComments ? (index.commentCountOf.get(id) ?? 0) : 0}
                checklist={index.checklistOf.get(id)}
                onDetails={props.onDetails}
                onComments={props.onComments && discuss}
                onWhy={props.onMenu && why}
              />
            )
          })}
          {line && (
            <div
              className={styles.dropLine}
              style={{ transform: `translateY(${line.row * rowHeight - 1}px)`, marginLeft: nameLeft + line.depth * 16 }}
            />
          )}
        </div>
      </div>
      {visible.length > 0 && mayChange && (
        <button type="button" className={styles.add} onClick={onAdd}>
          <Plus /> Add a task at the end
        </button>
      )}
      {visible.length === 0 && props.isFiltered && (
        <EmptyState icon={<ListFilter />} title={text('filterNothing')}>
          {text('filterNothingText')}
        </EmptyState>
      )}
      {visible.length === 0 && !props.isFiltered && (
        <EmptyState icon={<ListPlus />} title="An empty plan">
          {mayChange ? 'Add the first task with the button above, or press Insert.' : 'Nobody has added a task yet.'}
        </EmptyState>
      )}
      <datalist id="resource-names">
        {namesOf(index, people).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  )
}

/** Gives the keyboard to the table that stands in an element. */
export function focusTable(scroller: HTMLElement | null): void {
  scroller?.querySelector<HTMLElement>('[role=treegrid]')?.focus({ preventScroll: true })
}

function namesOf(index: PlanIndex, people: readonly Person[]): string[] {
  return [...new Set([...index.plan.resources.map(({ name }) => name), ...people.map(({ name }) => name)])].sort()
}

/** The same function for good, which does what was given last: rows that are given it are not drawn anew for it. */
function useLatest<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
  const latest = useRef(act)
  latest.current = act
  const [call] = useState(
    () =>
      (...given: Given) =>
        latest.current(...given),
  )
  return call
}

/** The row that a context menu is asked for: under the pointer, else the active one. */
function rowOf({ target, currentTarget }: MouseEvent<HTMLDivElement>): HTMLElement | null {
  const pointed = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null
  const active = currentTarget.getAttribute('aria-activedescendant')
  return pointed ?? (active ? (document.getElementById(active)?.closest<HTMLElement>('[data-task]') ?? null) : null)
}

/** Scrolls sideways so far that a column can be seen beside those that stay. */
function showColumn(scroller: HTMLElement | null, key: ColumnKey, { keys }: ColumnSet): void {
  const heads = scroller?.querySelectorAll<HTMLElement>('[role=columnheader]')
  const head = heads?.[keys.indexOf(key)]
  const name = heads?.[keys.indexOf('name')]
  if (!scroller || !head || !name) return
  const [box, edge] = [head.getBoundingClientRect(), scroller.getBoundingClientRect()]
  const stays = getComputedStyle(name).position === 'sticky'
  if (stays && getComputedStyle(head).position === 'sticky') return
  const left = stays ? name.getBoundingClientRect().right : edge.left
  const right = edge.left + scroller.clientWidth
  if (key === 'name') scroller.scrollLeft = 0
  else if (box.left < left) scroller.scrollLeft -= left - box.left
  else if (box.right > right) scroller.scrollLeft += Math.min(box.right - right, box.left - left)
}

function leftOf(key: ColumnKey, { columns }: ColumnSet): number {
  const at = columns.findIndex((column) => column.key === key)
  return columns.slice(0, Math.max(0, at)).reduce((sum, column) => sum + column.width, 0)
}
