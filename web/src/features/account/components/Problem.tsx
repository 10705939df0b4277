import { type SignInProblem, signInProblems } from '@throughline/contract'
import styles from '../../../components/FormError.module.css'

/** Why somebody came back from a provider with nothing. */
export function Problem({ problem }: { problem: SignInProblem }) {
  return (
    <p className={styles.error} role="alert">
      {signInProblems[problem]}
    </p>
  )
}
