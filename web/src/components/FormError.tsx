import { explain } from '../lib/toasts.ts'
import styles from './FormError.module.css'

/** Why a form was not taken. */
export function FormError({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <p className={styles.error} role="alert">
      {explain(error)}
    </p>
  )
}
