import { History } from 'lucide-react'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { usePlan } from '../../../lib/plan-context.tsx'
import { explain } from '../../../lib/toasts.ts'
import { useActivity } from '../api/activity.ts'
import styles from './Activity.module.css'
import { ChangeItem } from './ChangeItem.tsx'

export function Activity() {
  const { plan } = usePlan()
  return plan && <ActivityOf projectId={plan.project.id} />
}

interface ActivityOfProps {
  projectId: string
}

function ActivityOf({ projectId }: ActivityOfProps) {
  const { changes, items, runById, movedCounts } = useActivity(projectId)
  if (changes.isPending) return <Skeleton label="Loading the activity" />
  if (changes.isError)
    return (
      <EmptyState icon={<History />} title="The activity could not be loaded">
        {explain(changes.error)}
      </EmptyState>
    )
  if (items.length === 0) {
    return (
      <EmptyState icon={<History />} title="Nothing has happened yet">
        Every change of the plan is listed here: who made it, and the computation that followed.
      </EmptyState>
    )
  }
  return (
    <div className={styles.page}>
      <ol className={styles.list} aria-label="Activity">
        {items.map((change, at) => {
          const { runId } = change.receipt
          const run = runId === null ? undefined : runById.get(runId)
          return (
            <ChangeItem
              key={change.id}
              change={change}
              endsAct={items[at - 1]?.actId !== change.actId}
              run={run}
              movedCount={run?.movedCount ?? movedCounts.get(runId ?? '') ?? null}
            />
          )
        })}
      </ol>
      {changes.hasNextPage && (
        <Button isDisabled={changes.isFetchingNextPage} onPress={() => void changes.fetchNextPage()}>
          Show older changes
        </Button>
      )}
    </div>
  )
}
