import { Button } from '../../../components/Button.tsx'
import styles from './Webhooks.module.css'

export function Secret({ secret }: { secret: string }) {
  return (
    <div className={styles.secret} role="status">
      <strong>Copy the secret now: it is shown this once.</strong>
      <input readOnly aria-label="Webhook secret" value={secret} />
      <Button size="small" onPress={() => void navigator.clipboard.writeText(secret)}>
        Copy
      </Button>
    </div>
  )
}
