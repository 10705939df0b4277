import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Project, Task, ViewColumn } from '@throughline/contract'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { wallTimeIn } from '../../../lib/dates.ts'
import { useSession } from '../../../lib/session.ts'
import { arrange } from '../lib/arrange.ts'
import { type ColumnSet, columnSetOf, columnsFor, columnsOfProject } from '../lib/columns.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { readKept, shownColumns } from '../lib/shown-columns.ts'
import { type Arrangement, fromAddress, isAsPlanned, toAddress } from '../lib/view-settings.ts'

const from = '/signed-in/projects/$projectId/'
const writeAfter = 300

export interface TableView {
  readonly arrangement: Arrangement
  readonly arrange: (change: Partial<Arrangement>) => void
  readonly chosenColumns: readonly ViewColumn[]
  readonly chooseColumns: (columns: readonly ViewColumn[]) => void
  /** The saved view that was chosen last. */
  readonly viewId: string | null
  readonly open: (viewId: string | null, arrangement: Arrangement, columns: readonly ViewColumn[]) => void
  /** Whether the address says something of its own, which a saved view does not write over. */
  readonly isAddressed: boolean
  readonly startsWithRows: readonly string[] | undefined
  readonly startsAtZoom: number | undefined
  readonly say: (change: { rows?: string | undefined; z?: number | undefined }) => void
}

/** How the table is looked at: what is chosen and in which order is in the address, the columns are kept for the next visit. */
export function useTableView(projectId: string): TableView {
  const search = useSearch({ from })
  const navigate = useNavigate()
  const { q, f, s, g, v } = search
  const said = JSON.stringify([q, f, s, g])
  const written = useRef(said)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const waiting = useRef<object>({})
  const [arrangement, setArrangement] = useState(() => fromAddress({ q, f, s, g }))
  const [start] = useState(() => ({
    rows: search.rows?.split(','),
    zoom: search.z,
    isAddressed: said !== '[null,null,null,null]',
  }))
  const key = `throughline-columns/${projectId}`
  const [chosenColumns, setChosenColumns] = useState(() => readKept(localStorage.getItem(key)))

  const write = useCallback(
    (change: object) => {
      waiting.current = { ...waiting.current, ...change }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        const changes = waiting.current
        waiting.current = {}
        void navigate({ to: '.', search: (before) => ({ ...before, ...changes }), replace: true })
      }, writeAfter)
    },
    [navigate],
  )
  useEffect(() => () => clearTimeout(timer.current), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only an address that was not written here is followed
  useEffect(() => {
    if (said === written.current) return
    written.current = said
    setArrangement(fromAddress({ q, f, s, g }))
  }, [said])

  const set = useCallback(
    (next: Arrangement, more: object = {}) => {
      const address = toAddress(next)
      written.current = JSON.stringify([address.q, address.f, address.s, address.g])
      setArrangement(next)
      write({ q: undefined, f: undefined, s: undefined, g: undefined, ...address, ...more })
    },
    [write],
  )

  const chooseColumns = useCallback(
    (columns: readonly ViewColumn[]) => {
      setChosenColumns(columns)
      localStorage.setItem(key, JSON.stringify(columns))
    },
    [key],
  )

  return useMemo(
    () => ({
      arrangement,
      arrange: (change) => set({ ...arrangement, ...change }),
      chosenColumns,
      chooseColumns,
      viewId: v ?? null,
      open(viewId, next, columns) {
        chooseColumns(columns)
        set(next, { v: viewId ?? undefined })
      },
      isAddressed: start.isAddressed,
      startsWithRows: start.rows,
      startsAtZoom: start.zoom,
      say: write,
    }),
    [arrangement, chosenColumns, chooseColumns, set, start, v, write],
  )
}

type VarianceOf = ((task: Task) => number | null) | undefined

/** The columns of a project's table as they were chosen, and all that there are to choose from. */
export function useShownColumns(project: Project, chosen: readonly ViewColumn[], hasBaseline: boolean) {
  const all = useMemo(() => columnsOfProject(project.customFields), [project.customFields])
  const shown = useMemo<ColumnSet>(
    () => (chosen.length === 0 ? columnsFor(hasBaseline) : columnSetOf(shownColumns(all, chosen))),
    [all, chosen, hasBaseline],
  )
  return { all, shown }
}

/** What gives the rows of the table, for as long as nothing else is chosen the same. */
export function useArrangement(arrangement: Arrangement, project: Project, varianceOf: VarianceOf) {
  const me = useSession()?.person.id
  const columns = useMemo(() => columnsOfProject(project.customFields), [project.customFields])
  const isPlain = isAsPlanned(arrangement)
  const { timeZone } = project
  const arrangeRows = useCallback(
    (index: PlanIndex, collapsed: ReadonlySet<string>): readonly OutlineEntry[] => {
      const mine = index.plan.resources.filter(({ personId }) => personId !== null && personId === me)
      const myResourceIds = new Set(mine.map(({ id }) => id))
      return arrange(arrangement, collapsed, { index, columns, myResourceIds, now: wallTimeIn(timeZone), varianceOf })
    },
    [arrangement, columns, me, timeZone, varianceOf],
  )
  return { isPlain, arrangeRows: isPlain ? undefined : arrangeRows }
}

/** Says in the address which rows are selected and how near the chart is, once that has been so for a moment. */
export function useSaidInAddress({ say }: Pick<TableView, 'say'>, severalIds: ReadonlySet<string>, zoom: number): void {
  const isFirst = useRef(true)
  const firstZoom = useRef(zoom)
  const rows = severalIds.size > 0 && severalIds.size <= mostRows ? [...severalIds].join(',') : undefined
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else say({ rows })
  }, [rows, say])
  useEffect(() => {
    if (zoom !== firstZoom.current) say({ z: Math.round(zoom * 100) / 100 })
  }, [zoom, say])
}

/** An address with more of them is longer than what mails and chats take for one. */
const mostRows = 40
