import { useVirtualizer } from '@tanstack/react-virtual'
import type { ImportRowFilter, ImportSelection } from '@throughline/contract'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { useIsNarrow } from '../../../lib/use-media.ts'
import { useImportRows } from '../api/use-import-rows.ts'
import { useRefocus } from '../hooks/use-refocus.ts'
import { RowItem } from './RowItem.tsx'
import styles from './RowList.module.css'

interface RowListProps {
  importId: string
  label?: string
  filter: ImportRowFilter
  /** How many rows the filter shows, where that is known. */
  total: number | null
  scroller: RefObject<HTMLElement | null>
  /** Left out, rows can no longer be chosen. */
  onSelect?: (selection: ImportSelection) => void
  canFix?: boolean
}

/** Rows of the difference, read as they are scrolled to; up and down go from row to row. */
export function RowList({ importId, label = 'Rows', filter, total, scroller, onSelect, canFix = false }: RowListProps) {
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useImportRows(importId, filter)
  const [openRows, setOpenRows] = useState<ReadonlySet<number>>(new Set())
  const list = useRef<HTMLOListElement>(null)
  const top = useTopOf(list, scroller)
  const isNarrow = useIsNarrow()
  const names = useMemo(() => new Map(rows.map((row) => [row.rowId, row.name])), [rows])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? 55 : 41),
    getItemKey: (index) => rows[index]?.number ?? index,
    overscan: 12,
    scrollMargin: top,
  })
  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 40) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length])

  function toggle(number: number): void {
    setOpenRows((known) => {
      const next = new Set(known)
      if (!next.delete(number)) next.add(number)
      return next
    })
  }

  const keepPlace = useRefocus(list, rows)

  function press(event: KeyboardEvent<HTMLOListElement>): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const control = event.target instanceof HTMLElement ? event.target.dataset.control : undefined
    const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-index]') : null
    if (step === 0 || !control || !item) return
    const index = Number(item.dataset.index) + step
    const next = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-control="${control}"]`)
    if (!next) return
    event.preventDefault()
    next.focus({ preventScroll: true })
    virtualizer.scrollToIndex(index)
  }

  if (error) return <p role="alert">The rows could not be loaded. {explain(error)}</p>
  if (isPending) return <Skeleton label="Loading the rows" />
  if (rows.length === 0) return <p className={styles.none}>There are no such rows.</p>
  const size = total === null || hasNextPage === false ? rows.length : Math.max(total, rows.length)
  return (
    <div>
      <ol
        ref={list}
        className={styles.list}
        aria-label={label}
        style={{ height: virtualizer.getTotalSize() + 2 }}
        onKeyDown={press}
      >
        {shown.map(({ index, key, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={styles.item}
                aria-posinset={index + 1}
                aria-setsize={size}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <RowItem
                  importId={importId}
                  row={row}
                  isOpen={openRows.has(row.number)}
                  onToggle={() => toggle(row.number)}
                  onSelect={onSelect}
                  canFix={canFix}
                  onFixed={() => keepPlace(index)}
                  nameOf={(id) => names.get(id)}
                />
              </li>
            )
          )
        })}
      </ol>
      {hasNextPage && <p className={styles.more}>Loading more rows…</p>}
    </div>
  )
}

/** Where an element begins in what is scrolled. */
function useTopOf(element: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (!element.current || !scroller.current) return
    const [inner, outer] = [element.current, scroller.current].map((each) => each.getBoundingClientRect().top)
    setTop(Math.round((inner ?? 0) - (outer ?? 0) + scroller.current.scrollTop))
  })
  return top
}
