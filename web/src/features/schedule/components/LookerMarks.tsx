import type { Presence } from '@throughline/contract'
import { Avatar } from '../../../components/Avatar.tsx'
import styles from './LookerMarks.module.css'

interface LookerMarksProps {
  people: readonly Presence[]
}

const shown = 3

/** Who else has a task selected. */
export function LookerMarks({ people }: LookerMarksProps) {
  return (
    <span className={styles.marks}>
      {people.slice(0, shown).map(({ personId, name }) => (
        <Avatar key={personId} personId={personId} name={name} size="small" label={`${name} is at this task`} />
      ))}
    </span>
  )
}
