import { Eye, EyeOff } from 'lucide-react'
import { Button } from '../../../components/Button.tsx'
import { useWatchers } from '../hooks/use-watchers.ts'
import { text } from '../lib/text.ts'
import styles from './WatchButton.module.css'

/** Whether one is told of comments on a task and when it is due; how many others are, and who. */
export function WatchButton({ taskId }: { taskId: string }) {
  const watchers = useWatchers(taskId)
  if (!watchers) return null
  const { people, isWatching, isBusy, toggle } = watchers
  return (
    <span className={styles.watch} title={people.map(({ name }) => name).join(', ')}>
      <Button look="quiet" size="small" icon={isWatching ? <EyeOff /> : <Eye />} isDisabled={isBusy} onPress={toggle}>
        {text(isWatching ? 'unwatch' : 'watch')}
      </Button>
    </span>
  )
}
