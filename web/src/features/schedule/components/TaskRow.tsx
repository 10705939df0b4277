import type { DateField, Presence } from '@throughline/contract'
import { ChevronDown, ChevronRight, CircleAlert, GripVertical, Pin } from 'lucide-react'
import { memo, type PointerEvent, type ReactNode } from 'react'
import { formatDay, formatWallTime } from '../../../lib/dates.ts'
import { useDrafted } from '../hooks/use-drafted.ts'
import type { DraftDates } from '../hooks/use-drafts.ts'
import { type Column, type ColumnKey, type ColumnSet, cellId } from '../lib/columns.ts'
import { heldBy } from '../lib/constraints.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { isMarked, type SelectHow } from '../lib/selection.ts'
import { text } from '../lib/text.ts'
import { ChecklistMark } from './ChecklistMark.tsx'
import { CommentMark } from './CommentMark.tsx'
import { LookerMarks } from './LookerMarks.tsx'
import styles from './TaskTable.module.css'
import { WhyButton } from './WhyButton.tsx'

/** Stands between the texts of a row's cells, which come as one so that a row is drawn again only where one changed. */
export const cellEnd = '\u001f'

interface TaskRowProps {
  entry: OutlineEntry
  /** Dates while something is dragged. */
  draft: DraftDates | null
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
  /** What its cells say, put together by {@link cellEnd}. */
  texts: string
  /** Which of its cells are selected, see `markOf`. */
  mark: string | null
  /** Whether its variance is to be heeded. */
  isLate: boolean
  editedColumn: ColumnKey | null
  editor: ReactNode
  onFold: (id: string, folded: boolean) => void
  onClickCell: (entry: OutlineEntry, column: ColumnKey, how: SelectHow) => void
  /** Left out where rows cannot be moved. */
  onGrip: ((entry: OutlineEntry, event: PointerEvent) => void) | undefined
  /** Left out where causes cannot be asked for, such as in the past. */
  onWhy: ((entry: OutlineEntry, field: DateField) => void) | undefined
  commentCount: number
  onComments: ((taskId: string) => void) | undefined
  /** "3/5"; undefined without one. */
  checklist: string | undefined
  onDetails: ((taskId: string) => void) | undefined
}

export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { entry, top, isCollapsed, columns, activeColumn, isMoved, editedColumn, editor, onClickCell, mark } = props
  const { task, number, depth, hasChildren, group, isContext } = entry
  const texts = props.texts.split(cellEnd)
  const marks = [
    styles.row,
    activeColumn && styles.activeRow,
    mark === 'row' && styles.selectedRow,
    isMoved && styles.moved,
    props.isTroubled && styles.troubled,
    hasChildren && styles.summary,
    group && styles.group,
    isContext && styles.context,
    !task.isActive && !group && styles.inactive,
    task.isCritical && styles.critical,
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by rows
    // biome-ignore lint/a11y/useFocusableInteractive: the treegrid has the focus, its rows are active descendants
    <div
      role="row"
      className={marks.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)`, width: columns.width }}
      aria-rowindex={group ? undefined : number + 1}
      aria-level={depth + 1}
      aria-selected={activeColumn !== null || mark !== null}
      {...(hasChildren ? { 'aria-expanded': !isCollapsed } : {})}
      {...(group ? {} : { 'data-task': task.id })}
      data-moved={isMoved || undefined}
    >
      {columns.columns.map((column, at) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid has the keys
        <div
          key={column.key}
          id={cellId(task.id, column.key)}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={column.key}
          data-active={activeColumn === column.key || undefined}
          data-selected={isMarked(mark, at) || undefined}
          className={`${styles.cell} ${alignOf(column)} ${styles[column.key] ?? ''}`}
          style={{ width: column.width }}
          onMouseDown={(event) => event.shiftKey && event.preventDefault()}
          onClick={(event) => editedColumn !== column.key && onClickCell(entry, column.key, howOf(event, column.key))}
        >
          {editedColumn === column.key ? editor : <Cell {...props} column={column.key} text={texts[at] ?? ''} />}
        </div>
      ))}
    </div>
  )
})

const alignOf = ({ kind }: Column): string => (kind === 'number' || kind === 'duration' ? (styles.end ?? '') : '')

/** The row's number stands for the whole row. */
function howOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, column: ColumnKey): SelectHow {
  if (event.ctrlKey || event.metaKey) return 'toggle'
  if (event.shiftKey) return 'stretch'
  return column === 'number' ? 'row' : 'alone'
}

interface CellProps extends TaskRowProps {
  column: ColumnKey
  text: string
}

function Cell(props: CellProps) {
  const { column, entry, text: said, onWhy } = props
  if (column === 'name') return <NameCell {...props} />
  if (entry.group) return ''
  switch (column) {
    case 'number':
      return <NumberCell {...props} />
    case 'start':
      return (
        <>
          <StartCell entry={entry} text={said} draft={props.draft} />
          {onWhy && <WhyButton entry={entry} field="start" onWhy={onWhy} />}
        </>
      )
    case 'finish':
      return (
        <>
          <FinishCell entry={entry} text={said} draft={props.draft} />
          {onWhy && <WhyButton entry={entry} field="finish" onWhy={onWhy} />}
        </>
      )
    case 'variance':
      return said === '' ? '' : <span data-late={props.isLate || undefined}>{said}</span>
    default:
      return said.length > 8 ? <span title={said}>{said}</span> : said
  }
}

function NumberCell({ entry, text: said, onGrip }: CellProps) {
  return (
    <>
      {onGrip && (
        <GripVertical
          className={styles.grip}
          aria-hidden="true"
          onPointerDown={(event) => onGrip(entry, event)}
          onClick={(event) => event.stopPropagation()}
        >
          <title>{text('moveGrip')}</title>
        </GripVertical>
      )}
      {said}
    </>
  )
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

function FinishCell({ entry, text: said, draft }: Pick<CellProps, 'entry' | 'text' | 'draft'>) {
  const task = useDrafted(entry.task, draft)
  return (
    <span title={formatWallTime(task.earlyFinish)}>{task === entry.task ? said : formatDay(task.earlyFinish)}</span>
  )
}

function StartCell({ entry, text: said, draft }: Pick<CellProps, 'entry' | 'text' | 'draft'>) {
  const task = useDrafted(entry.task, draft)
  const held = heldBy(task)
  return (
    <span title={`${formatWallTime(task.earlyStart)}${held ? `, ${held.words}` : ''}`}>
      {task === entry.task ? said : formatDay(task.earlyStart)}
      {held && <Pin className={styles.pin} role="img" aria-label={held.label} />}
    </span>
  )
}
