import styles from './Skeleton.module.css'

interface SkeletonProps {
  label: string
  lines?: number
}

/** Grey lines in the place of what is being loaded. */
export function Skeleton({ label, lines = 8 }: SkeletonProps) {
  const widths = Array.from({ length: lines }, (_, index) => 45 + ((index * 37) % 50))
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
        <div key={index} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
