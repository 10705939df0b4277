import { Button } from './Button.tsx'
import styles from './ShownOnce.module.css'

interface ShownOnceProps {
  /** What it is, in small letters: "token". */
  what: string
  label: string
  secret: string
}

/** A secret that the service does not tell again. */
export function ShownOnce({ what, label, secret }: ShownOnceProps) {
  return (
    <div className={styles.secret} role="status">
      <strong>Copy the {what} now: it is shown this once.</strong>
      <input readOnly aria-label={label} value={secret} />
      <Button size="small" onPress={() => void navigator.clipboard.writeText(secret)}>
        Copy
      </Button>
    </div>
  )
}
