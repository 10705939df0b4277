import type { Task } from '@throughline/contract'
import type { Driver } from '@throughline/engine'
import { createPortal } from 'react-dom'
import { formatWallTime } from '../../../lib/dates.ts'
import { formatDuration, formatTaskDuration } from '../../../lib/duration.ts'
import { reasons } from '../../../lib/reasons.ts'
import { useDrafted } from '../hooks/use-drafted.ts'
import type { DraftDates } from '../hooks/use-drafts.ts'
import { useDriver } from '../hooks/use-driver.ts'
import type { Tip } from '../hooks/use-gantt-pointer.ts'
import { heldBy } from '../lib/constraints.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import styles from './GanttTooltip.module.css'

interface GanttTooltipProps {
  tip: Tip
  index: PlanIndex
  draft: DraftDates | null
}

const width = 270

/** Dates, float and what drives the start of the bar under the pointer. */
export function GanttTooltip({ tip, index, draft }: GanttTooltipProps) {
  const entry = index.entryById.get(tip.taskId)
  return entry ? <TipOf entry={entry} tip={tip} index={index} draft={draft} /> : null
}

function TipOf({ entry, tip, index, draft }: GanttTooltipProps & { entry: OutlineEntry }) {
  const task = useDrafted(entry.task, draft)
  const driver = useDriver(index.plan, task.id)
  const lengths = index.plan.project
  const left = Math.max(8, Math.min(tip.x + 14, innerWidth - width - 8))
  const place = tip.y > innerHeight - 190 ? { bottom: innerHeight - tip.y + 14 } : { top: tip.y + 18 }
  return createPortal(
    <div className={styles.tip} style={{ left, width, ...place }} aria-hidden="true">
      <strong>{task.name}</strong>
      <dl>
        <dt>Start</dt>
        <dd>{formatWallTime(task.earlyStart)}</dd>
        <dt>Finish</dt>
        <dd>{formatWallTime(task.earlyFinish)}</dd>
        {!entry.hasChildren && (
          <>
            <dt>Duration</dt>
            <dd>{formatTaskDuration(task, lengths)}</dd>
          </>
        )}
        {task.totalFloatMinutes !== null && (
          <>
            <dt>Float</dt>
            <dd>
              {formatDuration(task.totalFloatMinutes, lengths)}
              {task.isCritical && <span className={styles.critical}> critical</span>}
            </dd>
          </>
        )}
        <dt>Because</dt>
        <dd>{reason(driver, index, task)}</dd>
      </dl>
      <p className={styles.hint}>Right-click: why?</p>
    </div>,
    document.body,
  )
}

function reason(driver: Driver | undefined, index: PlanIndex, task: Task): string {
  if (!driver) return '…'
  switch (driver.kind) {
    case 'link': {
      const before = index.entryById.get(driver.taskId)
      return before ? `it follows ${before.number}, ${before.task.name}` : 'it follows another task'
    }
    case 'constraint':
      return driver.onTaskId ? 'a summary above may not start earlier' : (heldBy(task)?.words ?? reasons.constraint)
    case 'children':
      return 'the tasks below it'
    default:
      return reasons[driver.kind]
  }
}
