import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SignInProblem } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { explain } from '../../../lib/toasts.ts'
import { providersQuery, useLinkIdentity, useUnlinkIdentity, waysQuery } from '../api/ways.ts'
import { Problem } from './Problem.tsx'

/** The accounts at providers that one signs in with; whatever changes them takes the password. */
export function WaysToSignIn({ problem }: { problem: SignInProblem | undefined }) {
  const [password, setPassword] = useState('')
  const ways = useQuery(waysQuery)
  const providers = useQuery(providersQuery)
  const link = useLinkIdentity()
  const unlink = useUnlinkIdentity()
  const { hasPassword = true, identities = [] } = ways.data ?? {}
  const offered = providers.data?.items ?? []
  if (ways.data && identities.length === 0 && offered.length === 0) return null
  const isIdle = password !== '' && !link.isPending && !link.isSuccess && !unlink.isPending
  return (
    <section className={styles.part} aria-labelledby="ways-to-sign-in">
      <h2 id="ways-to-sign-in">Ways to sign in</h2>
      {problem && <Problem problem={problem} />}
      {ways.isPending && <Skeleton label="Loading the ways to sign in" lines={2} />}
      {ways.error && <p role="alert">{explain(ways.error)}</p>}
      <ul className={styles.list} aria-label="Linked accounts">
        {identities.map(({ id, provider, label, createdAt, lastUsedAt }) => (
          <li key={id}>
            <div>
              <strong>
                {provider.label}: {label}
              </strong>
              <span>
                Linked {formatMoment(createdAt)} ·{' '}
                {lastUsedAt ? `last used ${formatMoment(lastUsedAt)}` : 'not used yet'}
              </span>
            </div>
            <Button
              size="small"
              aria-label={`Unlink ${provider.label}: ${label}`}
              isDisabled={!isIdle}
              onPress={() => unlink.mutate({ identityId: id, password }, { onSuccess: () => setPassword('') })}
            >
              Unlink
            </Button>
          </li>
        ))}
      </ul>
      {hasPassword ? (
        <div className={styles.stack}>
          <PresentPasswordField value={password} onChange={setPassword} />
          <FormError error={link.error ?? unlink.error} />
          <span className={styles.acts}>
            {offered.map(({ id, label }) => (
              <Button key={id} isDisabled={!isIdle} onPress={() => link.mutate({ provider: id, password })}>
                Link {label}
              </Button>
            ))}
          </span>
        </div>
      ) : (
        <p>
          You have no password. To change how you sign in, <Link to="/forgot-password">set one by mail</Link> first.
        </p>
      )}
    </section>
  )
}
