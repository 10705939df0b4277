import { hueOf, initialsOf } from '../lib/people.ts'
import styles from './Avatar.module.css'

interface AvatarProps {
  personId: string
  name: string
  size?: 'normal' | 'small'
  /** What is said of the person; the name alone when left out. */
  label?: string
}

/** A person by initials and a colour of their own. */
export function Avatar({ personId, name, size = 'normal', label = name }: AvatarProps) {
  return (
    <span
      className={`${styles.avatar} ${styles[size]}`}
      style={{ backgroundColor: `oklch(0.45 0.13 ${hueOf(personId)})` }}
      role="img"
      aria-label={label}
      title={label}
    >
      {initialsOf(name)}
    </span>
  )
}
