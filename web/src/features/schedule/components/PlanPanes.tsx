import type { ReactNode } from 'react'
import type { PlanPanesState } from '../hooks/use-plan-panes.ts'
import { Gantt, type GanttProps } from './Gantt.tsx'
import styles from './Schedule.module.css'
import { Splitter } from './Splitter.tsx'
import { TaskTable, type TaskTableProps } from './TaskTable.tsx'

type OfPanes = 'ref' | 'index' | 'visible'
type OfTable = OfPanes | 'collapsed' | 'active' | 'onFold'
type OfChart = OfPanes | 'selectedIds' | 'scroller' | 'zoom' | 'onZoom' | 'activeId' | 'onActivate' | 'showsNames'

interface PlanPanesProps {
  panes: PlanPanesState
  table: Omit<TaskTableProps, OfTable>
  chart: Omit<GanttProps, OfChart>
  /** What stands beside both. */
  children?: ReactNode
}

/** A plan as a table beside a chart; on a narrow screen one of the two. */
export function PlanPanes({ panes, table, chart, children }: PlanPanesProps) {
  const { index, visible, active, isNarrow, shows } = panes
  return (
    <div className={styles.panes}>
      {shows !== 'chart' && (
        <div className={styles.table} style={isNarrow ? { flex: 1 } : { width: panes.split }}>
          <TaskTable
            {...table}
            ref={panes.table}
            index={index}
            visible={visible}
            collapsed={panes.collapsed}
            active={active}
            onFold={panes.fold}
          />
        </div>
      )}
      {!isNarrow && <Splitter width={panes.split} onResize={panes.setSplit} />}
      {shows !== 'table' && (
        <Gantt
          {...chart}
          ref={panes.gantt}
          scroller={panes.chart}
          index={index}
          visible={visible}
          zoom={panes.zoom}
          onZoom={panes.setZoom}
          activeId={active?.id ?? null}
          selectedIds={table.grid?.severalIds}
          onActivate={panes.activate}
          showsNames={isNarrow}
        />
      )}
      {children}
    </div>
  )
}
