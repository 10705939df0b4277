import type { Plan } from '@throughline/contract'
import { useMemo, useRef, useState } from 'react'
import { useIsNarrow } from '../../../lib/use-media.ts'
import { zoomLevels } from '../gantt/scale.ts'
import { useGhostsOf } from '../hooks/use-ghosts-of.ts'
import { useScrollPair } from '../hooks/use-scroll-pair.ts'
import { useStoredNumber } from '../hooks/use-stored.ts'
import { columnsFor } from '../lib/columns.ts'
import type { ActiveCell, TableCommand } from '../lib/keyboard.ts'
import { outlineOf, visibleEntries } from '../lib/outline.ts'
import { indexPlan } from '../lib/plan-index.ts'
import { Gantt, type GanttHandle } from './Gantt.tsx'
import styles from './Schedule.module.css'
import { Splitter } from './Splitter.tsx'
import { TaskTable } from './TaskTable.tsx'

interface PlanAsItWasProps {
  past: Plan
  /** Drawn beneath, as thin bars. */
  present: Plan
}

const nothing = () => undefined
const none = { ids: new Set<string>(), count: 0 }

/** A plan of the past as a table beside a chart, to be read only. */
export function PlanAsItWas({ past, present }: PlanAsItWasProps) {
  const isNarrow = useIsNarrow()
  const [split, setSplit] = useStoredNumber('throughline-history-split', 520)
  const [zoom, setZoom] = useStoredNumber(`throughline-zoom/${past.project.id}`, zoomLevels.week)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<ActiveCell | null>(null)
  const table = useRef<HTMLDivElement>(null)
  const chart = useRef<HTMLDivElement>(null)
  const gantt = useRef<GanttHandle>(null)
  const entries = useMemo(() => outlineOf(past.tasks), [past.tasks])
  const visible = useMemo(() => visibleEntries(entries, collapsed), [entries, collapsed])
  const index = useMemo(() => indexPlan(past, entries), [past, entries])
  const ghosts = useGhostsOf(present)
  useScrollPair(table, chart, isNarrow)

  function fold(id: string, folded: boolean): void {
    const next = new Set(collapsed)
    if (folded) next.add(id)
    else next.delete(id)
    setCollapsed(next)
  }

  function run(command: TableCommand): void {
    if (command.do === 'go') setActive(command.cell)
    if (active && (command.do === 'collapse' || command.do === 'expand')) fold(active.id, command.do === 'collapse')
  }

  return (
    <div className={styles.panes} style={{ height: '100%' }}>
      <div className={styles.table} style={isNarrow ? { flex: 1 } : { width: split }}>
        <TaskTable
          ref={table}
          index={index}
          visible={visible}
          collapsed={collapsed}
          active={active}
          editing={null}
          movedIds={none.ids}
          columns={columnsFor(false)}
          mayChange={false}
          canEdit={() => false}
          people={[]}
          onCommand={run}
          onEditing={nothing}
          onFold={fold}
          editOf={() => null}
          onEdit={nothing}
          onAdd={nothing}
        />
      </div>
      {!isNarrow && <Splitter width={split} onResize={setSplit} />}
      {!isNarrow && (
        <Gantt
          ref={gantt}
          scroller={chart}
          index={index}
          visible={visible}
          basePlan={past}
          zoom={zoom}
          onZoom={setZoom}
          activeId={active?.id ?? null}
          onActivate={(id) => setActive({ id, column: 'name' })}
          moved={none}
          ghosts={ghosts}
          chain={null}
          mayChange={false}
          showsNames={false}
          onDraft={nothing}
          onEdit={nothing}
        />
      )}
    </div>
  )
}
