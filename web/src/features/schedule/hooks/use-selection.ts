import { useCallback, useMemo, useRef, useState } from 'react'
import type { ColumnKey } from '../lib/columns.ts'
import type { ActiveCell } from '../lib/keyboard.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import {
  nothingSelected,
  type SelectHow,
  type Selection,
  type SelectionState,
  selectionAfter,
  selectionOf,
} from '../lib/selection.ts'

export interface TableSelection {
  readonly selection: Selection
  /** The same for as long as the same tasks are selected; empty where only one is. */
  readonly severalIds: ReadonlySet<string>
  readonly go: (cell: ActiveCell | null, how?: SelectHow) => void
  readonly selectRows: (ids: readonly string[]) => void
  readonly clear: () => void
}

const none: ReadonlySet<string> = new Set()

/** Which rows and cells are selected besides the active one. */
export function useSelection(
  visible: readonly OutlineEntry[],
  keys: readonly ColumnKey[],
  active: ActiveCell | null,
  setActive: (cell: ActiveCell | null) => void,
  startsWith?: readonly string[],
): TableSelection {
  const [state, setState] = useState<SelectionState>(
    startsWith ? { anchor: null, rows: new Set(startsWith) } : nothingSelected,
  )
  const latest = useRef({ active, visible })
  latest.current = { active, visible }
  const selection = useMemo(() => selectionOf(state, active, visible, keys), [state, active, visible, keys])

  const go = useCallback(
    (cell: ActiveCell | null, how: SelectHow = 'alone') => {
      const { active: before, visible: shown } = latest.current
      setState((known) => (cell ? selectionAfter(known, before, cell, how, shown) : nothingSelected))
      setActive(cell)
    },
    [setActive],
  )
  const selectRows = useCallback((ids: readonly string[]) => {
    setState({ anchor: latest.current.active, rows: new Set(ids) })
  }, [])
  const clear = useCallback(() => setState(nothingSelected), [])
  const severalIds = selection.ids.length > 1 ? selection.idSet : none
  return { selection, severalIds, go, selectRows, clear }
}
