import { useInfiniteQuery } from '@tanstack/react-query'
import type { Plan, Task } from '@throughline/contract'
import { Button } from '../../../components/Button.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { usePlanRefresh } from '../../../lib/use-plan-refresh.ts'
import { taskHistoryQuery } from '../api/history.ts'
import { text } from '../lib/text.ts'
import { HistoryChange } from './HistoryChange.tsx'
import { HistoryMove } from './HistoryMove.tsx'
import section from './Section.module.css'
import styles from './TaskHistory.module.css'

interface TaskHistoryProps {
  plan: Plan
  task: Task
}

/** Who changed what of a task, and which runs moved it and why. */
export function TaskHistory({ plan, task }: TaskHistoryProps) {
  const history = useInfiniteQuery(taskHistoryQuery(task.id))
  usePlanRefresh(['task-history'])
  if (history.isPending) return <Skeleton label={text('loadingHistory')} lines={6} />
  if (history.isError) return <p role="alert">{explain(history.error)}</p>
  const items = history.data.pages.flatMap((page) => page.items)
  return (
    <>
      {items.length === 0 && !history.hasNextPage && <p className={section.none}>{text('noHistory')}</p>}
      <ol className={styles.items} aria-label={text('historyOf', { name: task.name })}>
        {items.map((item) => (
          <li key={`${item.kind} ${item.revision}`} className={styles.item} data-kind={item.kind}>
            {item.kind === 'move' ? <HistoryMove move={item} /> : <HistoryChange plan={plan} change={item} />}
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button isDisabled={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
          {text('earlier')}
        </Button>
      )}
    </>
  )
}
