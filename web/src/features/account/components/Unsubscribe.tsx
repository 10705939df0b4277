import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { UnsubscribeLook } from '@throughline/contract'
import type { ReactNode } from 'react'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { unsubscribeQuery, useUndoUnsubscribe, useUnsubscribe } from '../api/unsubscribe.ts'
import { secretOfPage } from '../lib/secret-of-page.ts'
import { Card } from './Card.tsx'
import styles from './SignIn.module.css'

/** Where “Stop mails like this” leads. A press is asked for, since programs look at links in mails as well. */
export function Unsubscribe() {
  const secret = secretOfPage()
  const look = useQuery(unsubscribeQuery(secret))
  return (
    <Card title="Mails to you">
      {look.isPending && <Skeleton label="Reading which mails" lines={3} />}
      <FormError error={look.error} />
      {look.data && <Choice secret={secret} look={look.data} />}
    </Card>
  )
}

function Choice({ secret, look }: { secret: string; look: UnsubscribeLook }) {
  const stop = useUnsubscribe(secret)
  const undo = useUndoUnsubscribe(secret)
  const wasNone = look.mails.every(({ mail }) => mail === 'off')
  if (undo.isSuccess) return <Told words="You get these mails again, as before." />
  if (stop.data)
    return (
      <Told words="No more of these mails are sent to you. What they would tell stays in your inbox.">
        <FormError error={undo.error} />
        {stop.data.stopped.length > 0 && (
          <Button isDisabled={undo.isPending} onPress={() => undo.mutate(stop.data)}>
            Send them again
          </Button>
        )}
      </Told>
    )
  if (wasNone) return <Told words="None of these mails are sent to you at present." />
  return (
    <div className={styles.form}>
      <Asked look={look} />
      <FormError error={stop.error} />
      <Button look="primary" isDisabled={stop.isPending} onPress={() => stop.mutate()}>
        Stop these mails
      </Button>
      <Choose />
    </div>
  )
}

/** Of which mails it is, and what stopping them means. */
function Asked({ look: { organisationName, isDigest, mails } }: { look: UnsubscribeLook }) {
  return (
    <>
      <p>
        {isDigest
          ? `You get mails of ${organisationName} that tell of several things at once. With them stops all that goes into them:`
          : `You get mails of ${organisationName} about this:`}
      </p>
      <ul aria-label="Mails">
        {mails.map(({ kind, title }) => (
          <li key={kind}>{title}</li>
        ))}
      </ul>
      <p>Your inbox stays as it is.</p>
    </>
  )
}

function Told({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className={styles.form}>
      <p role="status">{words}</p>
      {children}
      <Choose />
    </div>
  )
}

/** The preferences, which take signing in. */
const Choose = () => (
  <p>
    <Link to="/notifications">Choose what you are told</Link>
  </p>
)
