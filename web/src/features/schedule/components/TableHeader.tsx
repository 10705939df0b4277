import type { ViewSort } from '@throughline/contract'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type PointerEvent, useState } from 'react'
import type { ColumnKey, ColumnSet } from '../lib/columns.ts'
import { text } from '../lib/text.ts'
import styles from './TaskTable.module.css'

/** What can be done at the heads of columns; the bar above and the list of columns do the same by keyboard. */
export interface HeaderActs {
  readonly sort: readonly ViewSort[]
  readonly onSort: (column: ColumnKey, adds: boolean) => void
  readonly onResize: (column: ColumnKey, width: number) => void
  /** Puts a column before the one at a place. */
  readonly onMove: (column: ColumnKey, at: number) => void
}

interface TableHeaderProps {
  columns: ColumnSet
  acts: HeaderActs | undefined
}

export const TableHeader = memo(function TableHeader({ columns, acts }: TableHeaderProps) {
  const [dragged, setDragged] = useState<ColumnKey | null>(null)
  const [over, setOver] = useState<number | null>(null)

  function drop(): void {
    if (dragged !== null && over !== null) acts?.onMove(dragged, over)
    setDragged(null)
    setOver(null)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by rows
    // biome-ignore lint/a11y/useFocusableInteractive: the treegrid has the focus, its rows are active descendants
    <div className={styles.header} role="row" aria-rowindex={1} style={{ width: columns.width }}>
      {columns.columns.map(({ key, title, label, width, kind }, at) => {
        const sorted = acts?.sort.find(({ column }) => column === key)
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the bar above sorts by keyboard
          <div
            key={key}
            role="columnheader"
            data-over={(dragged !== null && over === at) || undefined}
            className={`${styles[key] ?? ''} ${kind === 'number' || kind === 'duration' ? styles.end : ''}`}
            style={{ width }}
            title={label}
            aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
            draggable={acts !== undefined}
            onDragStart={() => setDragged(key)}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(at)
            }}
            onDragEnd={drop}
            onClick={(event) => acts?.onSort(key, event.shiftKey)}
          >
            <span className={styles.title}>{title}</span>
            {sorted && (sorted.descending ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />)}
            {acts && <Resizer width={width} onResize={(wide) => acts.onResize(key, wide)} />}
          </div>
        )
      })}
    </div>
  )
})

interface ResizerProps {
  width: number
  onResize: (width: number) => void
}

function Resizer({ width, onResize }: ResizerProps) {
  function begin(start: PointerEvent<HTMLSpanElement>): void {
    start.preventDefault()
    start.stopPropagation()
    const handle = start.currentTarget
    handle.setPointerCapture(start.pointerId)
    const move = (event: globalThis.PointerEvent) => onResize(width + event.clientX - start.clientX)
    const end = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('lostpointercapture', end)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end)
  }

  return (
    <span
      className={styles.resizer}
      title={text('columnResize')}
      aria-hidden="true"
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={begin}
      onClick={(event) => event.stopPropagation()}
    />
  )
}
