import { lazy, Suspense, useState } from 'react'
import type { Ghost } from '../gantt/draw-ghosts.ts'
import type { PlanPanesState } from '../hooks/use-plan-panes.ts'

const PrintDialog = lazy(() => import('../print/PrintDialog.tsx').then((module) => ({ default: module.PrintDialog })))

interface PrintScheduleProps {
  panes: PlanPanesState
  ghosts: ReadonlyMap<string, Ghost>
  onClose: () => void
}

/** The plan as it was when the dialog was opened: what others do meanwhile does not change the pages under the reader. */
export function PrintSchedule({ panes: { index, visible, zoom }, ghosts, onClose }: PrintScheduleProps) {
  const [source] = useState({ index, visible, zoom, ghosts })
  return (
    <Suspense>
      <PrintDialog source={source} onClose={onClose} />
    </Suspense>
  )
}
