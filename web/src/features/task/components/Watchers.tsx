import type { Task } from '@throughline/contract'
import { Avatar } from '../../../components/Avatar.tsx'
import { useWatchers } from '../hooks/use-watchers.ts'
import { text } from '../lib/text.ts'
import styles from './Relations.module.css'
import section from './Section.module.css'
import { Section } from './Section.tsx'

/** Who else hears of what is said of a task. */
export function Watchers({ task }: { task: Task }) {
  const watchers = useWatchers(task.id)
  if (!watchers) return null
  return (
    <Section title={text('watchers')}>
      {watchers.people.length === 0 && <p className={section.none}>{text('noWatchers')}</p>}
      <ul className={styles.rows} aria-label={text('watchersOf', { name: task.name })}>
        {watchers.people.map(({ personId, name }) => (
          <li key={personId} className={styles.row}>
            <Avatar personId={personId} name={name} size="small" />
            <span className={styles.name}>{name}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
