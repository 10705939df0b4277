import { Link } from '@tanstack/react-router'
import type { SignInProblem } from '@throughline/contract'
import styles from '../../../components/Page.module.css'
import { useSession } from '../../../lib/session.ts'
import { ChangeEmail } from './ChangeEmail.tsx'
import { ChangeName } from './ChangeName.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { MailSuspension } from './MailSuspension.tsx'
import { Passkeys } from './Passkeys.tsx'
import { SecondStep } from './SecondStep.tsx'
import { Sessions } from './Sessions.tsx'
import { WaysToSignIn } from './WaysToSignIn.tsx'

/** One's name, how one signs in, and where one is signed in. */
export function Account({ problem }: { problem?: SignInProblem | undefined }) {
  const session = useSession()
  if (!session) return null
  return (
    <main className={styles.page}>
      <title>Your account · Throughline</title>
      <h1>{session.person.name}</h1>
      <p className={styles.lead}>You sign in as {session.person.email}.</p>
      <MailSuspension />
      <ChangeName name={session.person.name} />
      <section className={styles.part} aria-labelledby="notifications">
        <h2 id="notifications">What you are told</h2>
        <Link to="/notifications">Choose of what you are told, how, and when</Link>
      </section>
      <Sessions />
      <ChangePassword />
      <WaysToSignIn problem={problem} />
      <Passkeys />
      <SecondStep />
      <ChangeEmail />
    </main>
  )
}
