import type { Plan } from '@throughline/contract'
import { useGhostsOf } from '../hooks/use-ghosts-of.ts'
import { usePlanPanes } from '../hooks/use-plan-panes.ts'
import { columnsFor } from '../lib/columns.ts'
import type { TableCommand } from '../lib/keyboard.ts'
import { PlanPanes } from './PlanPanes.tsx'
import styles from './Schedule.module.css'

interface PlanAsItWasProps {
  past: Plan
  /** Drawn beneath, as thin bars. */
  present: Plan
}

const nothing = () => undefined
const none = { ids: new Set<string>(), count: 0 }
const split = { key: 'throughline-history-split', initial: 520 }

/** A plan of the past as a table beside a chart, to be read only. */
export function PlanAsItWas({ past, present }: PlanAsItWasProps) {
  const panes = usePlanPanes(past, { split, pane: 'table' })
  const ghosts = useGhostsOf(present)
  const { active } = panes

  function run(command: TableCommand): void {
    if (command.do === 'go') panes.setActive(command.cell)
    if (active && (command.do === 'collapse' || command.do === 'expand')) {
      panes.fold(active.id, command.do === 'collapse')
    }
  }

  return (
    <div className={styles.schedule}>
      <PlanPanes
        panes={panes}
        table={{
          editing: null,
          movedIds: none.ids,
          columns: columnsFor(false),
          mayChange: false,
          canEdit: () => false,
          people: [],
          onCommand: run,
          onEditing: nothing,
          editOf: () => null,
          onEdit: nothing,
          onAdd: nothing,
        }}
        chart={{
          basePlan: past,
          moved: none,
          ghosts,
          chain: null,
          mayChange: false,
          drafts: null,
          onEdit: nothing,
        }}
      />
    </div>
  )
}
