import { Avatar } from '../components/Avatar.tsx'
import { useOthers } from '../lib/live-plan.ts'
import styles from './PlanHeader.module.css'

const shown = 4

/** The other people who look at the project now. */
export function PeopleHere() {
  const others = useOthers()
  if (others.length === 0) return null
  return (
    <ul className={styles.people} aria-label="Looking at this project">
      {others.slice(0, shown).map(({ personId, name }) => (
        <li key={personId}>
          <Avatar personId={personId} name={name} />
        </li>
      ))}
      {others.length > shown && (
        <li
          className={styles.more}
          title={others
            .slice(shown)
            .map(({ name }) => name)
            .join(', ')}
        >
          +{others.length - shown}
        </li>
      )}
    </ul>
  )
}
