import { type ChangeSet, mayInProject } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import { usePlan } from '../../../lib/plan-context.tsx'
import { useReverts } from '../../../lib/reverts.ts'

interface ActButtonProps {
  change: ChangeSet
  what: string
}

/** Takes the act of a change back, or does again what an undo took back. */
export function ActButton({ change, what }: ActButtonProps) {
  const { revert, isBusy } = useReverts()
  const { plan } = usePlan()
  const isOver = change.revertedById !== null || change.operationCount === 0
  if (!plan || isOver || !mayInProject(plan.project, 'plan.change')) return null
  const direction = change.kind === 'undo' ? 'redo' : 'undo'
  const name = direction === 'redo' ? 'Redo' : 'Undo'
  return (
    <Button
      look="quiet"
      size="small"
      isDisabled={isBusy}
      aria-label={`${name}: ${what}`}
      onPress={() => revert(direction, { actId: change.actId, summary: what })}
    >
      {name}
    </Button>
  )
}
