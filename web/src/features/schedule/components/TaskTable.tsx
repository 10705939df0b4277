import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { Person, Presence, Task } from '@throughline/contract'
import { ListPlus, Plus } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useMemo } from 'react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { headerHeight, rowHeight } from '../gantt/scene.ts'
import { type CanEdit, type ColumnKey, type ColumnSet, cellId } from '../lib/columns.ts'
import { type EditOutcome, editText } from '../lib/edits.ts'
import { type ActiveCell, commandOf, type Editing, nextEditableCell, type TableCommand } from '../lib/keyboard.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { type PlanIndex, predecessorsText, resourcesText } from '../lib/plan-index.ts'
import { CellEditor, type EditorEnd } from './CellEditor.tsx'
import { TaskRow } from './TaskRow.tsx'
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
  /** Left out where the comments of a task cannot be opened. */
  onComments?: (taskId: string) => void
  onDetails?: (taskId: string) => void
}

/** Where the rows begin: below the header, which stays. */
const table = { scrollMargin: headerHeight, scrollPaddingStart: headerHeight, scrollPaddingEnd: 14 }

export function TaskTable(props: TaskTableProps) {
  const { ref, index, visible, collapsed, active, editing, movedIds, mayChange, canEdit, people, columns } = props
  const { onCommand, onEditing, onFold, editOf, onEdit, onAdd } = props
  const lengths = useLengths(index.plan.project)
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

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    const held = { key: event.key, alt: event.altKey, shift: event.shiftKey, control: event.ctrlKey || event.metaKey }
    const command = commandOf(held, visible, active, collapsed, canEdit, columns.keys)
    if (!command) return
    event.preventDefault()
    onCommand(command)
  }

  function clickCell(entry: OutlineEntry, column: ColumnKey): void {
    const again = active?.id === entry.task.id && active.column === column
    if (again && canEdit(column, entry.hasChildren)) onEditing({ id: entry.task.id, column })
    else onCommand({ do: 'go', cell: { id: entry.task.id, column } })
  }

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
    const next =
      how.to !== 'next' && how.to !== 'back' ? null : nextEditableCell(visible, cell, how.to === 'back', canEdit)
    onEditing(next)
    if (next) onCommand({ do: 'go', cell: next })
    else if (how.to !== 'elsewhere') focusTable(ref.current)
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
        tabIndex={0}
        onKeyDown={press}
        onContextMenu={openMenu}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by rows */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the treegrid has the focus, its rows are active descendants */}
        <div className={styles.header} role="row" aria-rowindex={1} style={{ width: columns.width }}>
          {columns.columns.map(({ key, title, label, width }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div key={key} role="columnheader" className={styles[key]} style={{ width }} title={label}>
              {title}
            </div>
          ))}
        </div>
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
                lookers={props.lookersOf?.get(id)}
                isTroubled={props.troubledIds?.has(id) ?? false}
                variance={props.varianceOf?.(entry.task) ?? null}
                lengths={lengths}
                predecessors={predecessorsText(index, id)}
                resources={resourcesText(index, id)}
                editedColumn={edited?.column ?? null}
                editor={
                  edited && (
                    <CellEditor
                      key={`${id} ${edited.column}`}
                      task={entry.task}
                      column={edited.column}
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
                onFold={onFold}
                onClickCell={clickCell}
                commentCount={props.onComments ? (index.commentCountOf.get(id) ?? 0) : 0}
                onComments={props.onComments}
                checklist={index.checklistOf.get(id)}
                onDetails={props.onDetails}
                onWhy={props.onMenu && (({ task }, field) => onCommand({ do: 'why', id: task.id, field }))}
              />
            )
          })}
        </div>
      </div>
      {visible.length > 0 && mayChange && (
        <button type="button" className={styles.add} onClick={onAdd}>
          <Plus /> Add a task at the end
        </button>
      )}
      {visible.length === 0 && (
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

/** The same object while the lengths are the same, so that a row is not drawn anew for every revision of the project. */
function useLengths({ minutesPerDay, minutesPerWeek, daysPerMonth }: DayLengths): DayLengths {
  return useMemo(() => ({ minutesPerDay, minutesPerWeek, daysPerMonth }), [minutesPerDay, minutesPerWeek, daysPerMonth])
}

/** The row that a context menu is asked for: under the pointer, else the active one. */
function rowOf({ target, currentTarget }: MouseEvent<HTMLDivElement>): HTMLElement | null {
  const pointed = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null
  const active = currentTarget.getAttribute('aria-activedescendant')
  return pointed ?? (active ? (document.getElementById(active)?.closest<HTMLElement>('[data-task]') ?? null) : null)
}

/** Scrolls sideways so far that a column can be seen. */
function showColumn(scroller: HTMLElement | null, key: ColumnKey, { columns }: ColumnSet): void {
  if (!scroller) return
  const at = columns.findIndex((column) => column.key === key)
  const left = columns.slice(0, at).reduce((sum, column) => sum + column.width, 0)
  const right = left + (columns[at]?.width ?? 0)
  if (key === 'name') scroller.scrollLeft = 0
  else if (left < scroller.scrollLeft) scroller.scrollLeft = left
  else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth
}
