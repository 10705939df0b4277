import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import styles from '../../../components/Page.module.css'
import { explain } from '../../../lib/toasts.ts'
import { secondStepQuery } from '../api/second-step.ts'
import { AddSecondStep } from './AddSecondStep.tsx'
import { PresentSecondStep } from './PresentSecondStep.tsx'

/** Codes of an authenticator app, besides the password. */
export function SecondStep() {
  const step = useQuery(secondStepQuery)
  const [codes, setCodes] = useState<readonly string[]>([])
  return (
    <section className={styles.part} aria-labelledby="second-step">
      <h2 id="second-step">Authenticator app</h2>
      {step.error && <p role="alert">{explain(step.error)}</p>}
      {codes.length > 0 && (
        <div className={styles.secret} role="status">
          <strong>Keep these recovery codes: they are shown this once. Each works once, instead of a code.</strong>
          <ul aria-label="Recovery codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {step.data?.enabled === false && <AddSecondStep onAdded={setCodes} />}
      {step.data?.enabled && <PresentSecondStep left={step.data.recoveryCodesLeft} onRenewed={setCodes} />}
    </section>
  )
}
