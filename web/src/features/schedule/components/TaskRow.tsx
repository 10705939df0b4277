import type { DateField, Presence } from '@throughline/contract'
import { ChevronDown, ChevronRight, CircleAlert, Pin } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { formatDay, formatWallTime } from '../../../lib/dates.ts'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { formatDuration, formatTaskDuration, formatVariance } from '../../../lib/duration.ts'
import { type ColumnKey, type ColumnSet, cellId } from '../lib/columns.ts'
import { heldBy } from '../lib/constraints.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { ChecklistMark } from './ChecklistMark.tsx'
import { CommentMark } from './CommentMark.tsx'
import { LookerMarks } from './LookerMarks.tsx'
import styles from './TaskTable.module.css'
import { WhyButton } from './WhyButton.tsx'

interface TaskRowProps {
  entry: OutlineEntry
  /** Distance from the first row, in pixels. */
  top: number
  isCollapsed: boolean
  activeColumn: ColumnKey | null
  isMoved: boolean
  columns: ColumnSet
  /** Others who have this task selected. */
  lookers: readonly Presence[] | undefined
  /** The last recompute failed for it. */
  isTroubled: boolean
  /** Working minutes; null without a baseline. */
  variance: number | null
  lengths: DayLengths
  predecessors: string
  resources: string
  editedColumn: ColumnKey | null
  editor: ReactNode
  onFold: (id: string, folded: boolean) => void
  onClickCell: (entry: OutlineEntry, column: ColumnKey) => void
  /** Left out where causes cannot be asked for, such as in the past. */
  onWhy: ((entry: OutlineEntry, field: DateField) => void) | undefined
  commentCount: number
  onComments: ((taskId: string) => void) | undefined
  /** "3/5"; undefined without one. */
  checklist: string | undefined
  onDetails: ((taskId: string) => void) | undefined
}

export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { entry, top, isCollapsed, columns, activeColumn, isMoved, editedColumn, editor, onClickCell } = props
  const { task, number, depth, hasChildren } = entry
  const marks = [
    styles.row,
    activeColumn && styles.activeRow,
    isMoved && styles.moved,
    props.isTroubled && styles.troubled,
    hasChildren && styles.summary,
    task.isCritical && styles.critical,
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by rows
    // biome-ignore lint/a11y/useFocusableInteractive: the treegrid has the focus, its rows are active descendants
    <div
      role="row"
      className={marks.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)`, width: columns.width }}
      aria-rowindex={number + 1}
      aria-level={depth + 1}
      aria-selected={activeColumn !== null}
      {...(hasChildren ? { 'aria-expanded': !isCollapsed } : {})}
      data-task={task.id}
      data-moved={isMoved || undefined}
    >
      {columns.columns.map(({ key, width }, at) => (
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

function Cell(props: CellProps) {
  const { column, entry, lengths, predecessors, resources, variance, onWhy } = props
  const { task, number, wbs, hasChildren } = entry
  switch (column) {
    case 'number':
      return number
    case 'wbs':
      return wbs
    case 'name':
      return <NameCell {...props} />
    case 'duration':
      return hasChildren ? '' : formatTaskDuration(task, lengths)
    case 'start':
      return (
        <>
          <StartCell entry={entry} />
          {onWhy && <WhyButton entry={entry} field="start" onWhy={onWhy} />}
        </>
      )
    case 'finish':
      return (
        <>
          <span title={formatWallTime(task.earlyFinish)}>{formatDay(task.earlyFinish)}</span>
          {onWhy && <WhyButton entry={entry} field="finish" onWhy={onWhy} />}
        </>
      )
    case 'predecessors':
      return <span title={predecessors}>{predecessors}</span>
    case 'resources':
      return <span title={resources}>{resources}</span>
    case 'done':
      return hasChildren || task.percentComplete === 0 ? '' : `${task.percentComplete}%`
    case 'float':
      return task.totalFloatMinutes === null || hasChildren ? '' : formatDuration(task.totalFloatMinutes, lengths)
    case 'variance':
      return variance === null ? (
        ''
      ) : (
        <span data-late={variance > 0 || undefined}>{formatVariance(variance, lengths)}</span>
      )
  }
}

function NameCell({ entry, isCollapsed, onFold, lookers, isTroubled, ...props }: TaskRowProps) {
  const { commentCount, onComments, checklist, onDetails } = props
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
      {isTroubled && (
        <CircleAlert className={styles.trouble} role="img" aria-label="Keeps the dates from being computed" />
      )}
      {onDetails && checklist && (
        <ChecklistMark name={task.name} progress={checklist} onOpen={() => onDetails(task.id)} />
      )}
      {onComments && commentCount > 0 && (
        <CommentMark name={task.name} count={commentCount} onOpen={() => onComments(task.id)} />
      )}
      {lookers && <LookerMarks people={lookers} />}
    </span>
  )
}

function StartCell({ entry: { task } }: Pick<TaskRowProps, 'entry'>) {
  const held = heldBy(task)
  return (
    <span title={`${formatWallTime(task.earlyStart)}${held ? `, ${held.words}` : ''}`}>
      {formatDay(task.earlyStart)}
      {held && <Pin className={styles.pin} role="img" aria-label={held.label} />}
    </span>
  )
}
