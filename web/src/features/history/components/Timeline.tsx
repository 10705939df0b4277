import { ListBox, ListBoxItem, Text } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { formatAgo } from '../../../lib/dates.ts'
import type { Point } from '../lib/points.ts'
import styles from './Timeline.module.css'

interface TimelineProps {
  points: readonly Point[]
  /** Null for the present. */
  chosen: number | null
  onChoose: (revision: number | null) => void
  onOlder: (() => void) | undefined
}

const present = 'present'

/** The changes of a project, newest first; choosing one goes back to it. */
export function Timeline({ points, chosen, onChoose, onOlder }: TimelineProps) {
  const seen = new Set<number>()
  const distinct = points.filter(({ revision }) => !seen.has(revision) && seen.add(revision))
  return (
    <aside className={styles.timeline}>
      <ListBox
        className={styles.list ?? ''}
        aria-label="Points of the history"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen === null ? present : String(chosen)]}
        onSelectionChange={(keys) => {
          const [key] = [...keys]
          if (key !== undefined) onChoose(key === present ? null : Number(key))
        }}
      >
        <ListBoxItem id={present} className={styles.point ?? ''} textValue="Now">
          <Text slot="label">Now</Text>
        </ListBoxItem>
        {distinct.map(({ revision, title, actorName, at }) => (
          <ListBoxItem key={revision} id={String(revision)} className={styles.point ?? ''} textValue={title}>
            <Text slot="label">{title}</Text>
            <Text slot="description" className={styles.meta ?? ''}>
              {actorName} · {formatAgo(at)} · <span>revision {revision}</span>
            </Text>
          </ListBoxItem>
        ))}
      </ListBox>
      {onOlder && (
        <Button size="small" look="quiet" onPress={onOlder}>
          Show older changes
        </Button>
      )}
    </aside>
  )
}
