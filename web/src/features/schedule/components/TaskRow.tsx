import { ChevronDown, ChevronRight, Pin } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { formatDay, formatLongDay, formatWallTime } from '../../../lib/dates.ts'
import { type ColumnKey, cellId, columns, tableWidth } from '../lib/columns.ts'
import { formatDuration } from '../lib/duration.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import styles from './TaskTable.module.css'

interface TaskRowProps {
  entry: OutlineEntry
  /** Distance from the first row, in pixels. */
  top: number
  isCollapsed: boolean
  activeColumn: ColumnKey | null
  isMoved: boolean
  predecessors: string
  resources: string
  editedColumn: ColumnKey | null
  editor: ReactNode
  onFold: (id: string, folded: boolean) => void
  onClickCell: (entry: OutlineEntry, column: ColumnKey) => void
}

export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { entry, top, isCollapsed, activeColumn, isMoved, editedColumn, editor, onClickCell } = props
  const { task, number, depth, hasChildren } = entry
  const marks = [
    styles.row,
    activeColumn && styles.activeRow,
    isMoved && styles.moved,
    hasChildren && styles.summary,
    task.isCritical && styles.critical,
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by rows
    // biome-ignore lint/a11y/useFocusableInteractive: the treegrid has the focus, its rows are active descendants
    <div
      role="row"
      className={marks.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)`, width: tableWidth }}
      aria-rowindex={number + 1}
      aria-level={depth + 1}
      aria-selected={activeColumn !== null}
      {...(hasChildren ? { 'aria-expanded': !isCollapsed } : {})}
      data-task={task.id}
      data-moved={isMoved || undefined}
    >
      {columns.map(({ key, width }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid has the keys
        <div
          key={key}
          id={cellId(task.id, key)}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={key}
          data-active={activeColumn === key || undefined}
          className={`${styles.cell} ${styles[key]}`}
          style={{ width }}
          onClick={() => editedColumn !== key && onClickCell(entry, key)}
        >
          {editedColumn === key ? editor : <Cell {...props} column={key} />}
        </div>
      ))}
    </div>
  )
})

interface CellProps extends TaskRowProps {
  column: ColumnKey
}

function Cell({ column, entry, isCollapsed, predecessors, resources, onFold }: CellProps) {
  const { task, number, wbs, hasChildren } = entry
  switch (column) {
    case 'number':
      return number
    case 'wbs':
      return wbs
    case 'name':
      return <NameCell entry={entry} isCollapsed={isCollapsed} onFold={onFold} />
    case 'duration':
      return hasChildren ? '' : formatDuration(task.kind === 'milestone' ? 0 : task.durationMinutes)
    case 'start':
      return <StartCell entry={entry} />
    case 'finish':
      return <span title={formatWallTime(task.earlyFinish)}>{formatDay(task.earlyFinish)}</span>
    case 'predecessors':
      return <span title={predecessors}>{predecessors}</span>
    case 'resources':
      return <span title={resources}>{resources}</span>
    case 'done':
      return hasChildren || task.percentComplete === 0 ? '' : `${task.percentComplete}%`
    case 'float':
      return task.totalFloatMinutes === null || hasChildren ? '' : formatDuration(task.totalFloatMinutes)
  }
}

function NameCell({ entry, isCollapsed, onFold }: Pick<TaskRowProps, 'entry' | 'isCollapsed' | 'onFold'>) {
  const { task, depth, hasChildren } = entry
  return (
    <span className={styles.nameText} style={{ paddingLeft: depth * 16 }}>
      {hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fold}
          aria-label={`${isCollapsed ? 'Expand' : 'Collapse'} ${task.name}`}
          onClick={(event) => {
            event.stopPropagation()
            onFold(task.id, !isCollapsed)
          }}
        >
          {isCollapsed ? <ChevronRight /> : <ChevronDown />}
        </button>
      ) : (
        <span className={styles.fold} />
      )}
      {task.kind === 'milestone' && !hasChildren && <span className={styles.diamond} aria-hidden="true" />}
      <span className={styles.ellipsis} title={task.name}>
        {task.name}
      </span>
    </span>
  )
}

function StartCell({ entry: { task } }: Pick<TaskRowProps, 'entry'>) {
  const isPinned = task.constraintType === 'startNoEarlierThan' && task.constraintAt !== null
  const pinned = isPinned ? `, not before ${formatLongDay(task.constraintAt)}` : ''
  return (
    <span title={`${formatWallTime(task.earlyStart)}${pinned}`}>
      {formatDay(task.earlyStart)}
      {isPinned && <Pin className={styles.pin} role="img" aria-label="Start no earlier than" />}
    </span>
  )
}
