import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { Field } from '../../../components/Field.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { formatMoment } from '../../../lib/dates.ts'
import { tokensQuery, useCreateToken, useRevokeToken } from '../api/tokens.ts'
import styles from './Tokens.module.css'

export function Tokens() {
  const [name, setName] = useState('')
  const tokens = useQuery(tokensQuery)
  const create = useCreateToken()
  const revoke = useRevokeToken()

  function submit(event: FormEvent): void {
    event.preventDefault()
    create.mutate(name, { onSuccess: () => setName('') })
  }

  return (
    <main className={styles.page}>
      <h1>API tokens</h1>
      <p className={styles.lead}>
        A token lets a program act as you: send it as <code>Authorization: Bearer …</code>. See the{' '}
        <a href="/api/docs">API documentation</a>.
      </p>
      <Form className={styles.form ?? ''} onSubmit={submit}>
        <Field label="Name" placeholder="Nightly export" value={name} onChange={setName} isRequired maxLength={200} />
        <Button look="primary" type="submit" isDisabled={create.isPending}>
          Create token
        </Button>
      </Form>
      {create.data && (
        <div className={styles.secret} role="status">
          <strong>Copy the token now: it is shown this once.</strong>
          <input readOnly aria-label="Token secret" value={create.data.secret} />
          <Button size="small" onPress={() => void navigator.clipboard.writeText(create.data.secret)}>
            Copy
          </Button>
        </div>
      )}
      {tokens.isPending && <Skeleton label="Loading tokens" lines={3} />}
      {tokens.data?.items.length === 0 && (
        <EmptyState icon={<KeyRound />} title="No tokens yet">
          Tokens that you create are listed here, and can be revoked here.
        </EmptyState>
      )}
      <ul className={styles.list} aria-label="Tokens">
        {tokens.data?.items.map((token) => (
          <li key={token.id}>
            <div>
              <strong>{token.name}</strong>
              <span>
                Created {formatMoment(token.createdAt)} ·{' '}
                {token.lastUsedAt ? `last used ${formatMoment(token.lastUsedAt)}` : 'never used'}
                {token.expiresAt && ` · expires ${formatMoment(token.expiresAt)}`}
              </span>
            </div>
            <Button size="small" aria-label={`Revoke ${token.name}`} onPress={() => revoke.mutate(token.id)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
    </main>
  )
}
