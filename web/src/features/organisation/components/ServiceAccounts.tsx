import { useQuery } from '@tanstack/react-query'
import type { ServiceAccount } from '@throughline/contract'
import { Bot } from 'lucide-react'
import { Button } from '../../../components/Button.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { ShownOnce } from '../../../components/ShownOnce.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { TokenForm } from '../../../components/TokenForm.tsx'
import { TokenList } from '../../../components/TokenList.tsx'
import { projectNamesQuery, serviceAccountsQuery } from '../../../lib/organisation.ts'
import { explain } from '../../../lib/toasts.ts'
import { usePatchPerson } from '../api/people.ts'
import { tokensOfQuery, useCreateServiceAccount, useCreateTokenOf, useRevokeTokenOf } from '../api/service-accounts.ts'
import { NameForm } from './NameForm.tsx'

/** For administrators: whom programs act as. */
export function ServiceAccounts() {
  const accounts = useQuery(serviceAccountsQuery)
  const create = useCreateServiceAccount()
  return (
    <div className={styles.page}>
      <title>Service accounts · Throughline</title>
      <h1>Service accounts</h1>
      <p className={styles.lead}>
        Programs that act as themselves. Nobody can sign in as one; its tokens do what its roles in projects allow.
      </p>
      <NameForm action="Create account" placeholder="Nightly export" maxLength={200} make={create} />
      {accounts.isPending && <Skeleton label="Loading the service accounts" lines={3} />}
      {accounts.error && <p role="alert">{explain(accounts.error)}</p>}
      {accounts.data?.items.length === 0 && (
        <EmptyState icon={<Bot />} title="No service accounts yet">
          Accounts that you make are listed here, with their tokens.
        </EmptyState>
      )}
      {accounts.data?.items.map((account) => (
        <Account key={account.id} account={account} />
      ))}
    </div>
  )
}

function Account({ account }: { account: ServiceAccount }) {
  const { id, name, role, isDisabled } = account
  const tokens = useQuery(tokensOfQuery(id))
  const projects = useQuery(projectNamesQuery)
  const create = useCreateTokenOf(id)
  const revoke = useRevokeTokenOf(id)
  const patch = usePatchPerson()
  return (
    <section className={styles.part} aria-label={name}>
      <h2>
        {name} ({isDisabled ? 'put off' : role})
      </h2>
      <div className={styles.stack}>
        <Button
          size="small"
          aria-label={`${isDisabled ? 'Let back in' : 'Put off'} ${name}`}
          isDisabled={patch.isPending}
          onPress={() => patch.mutate({ personId: id, patch: { isDisabled: !isDisabled } })}
        >
          {isDisabled ? 'Let back in' : 'Put off'}
        </Button>
        {!isDisabled && (
          <details>
            <summary>New token</summary>
            <TokenForm projects={projects.data ?? []} create={create} />
          </details>
        )}
      </div>
      {create.data && <ShownOnce key={create.data.id} what="token" label="Token secret" secret={create.data.secret} />}
      <TokenList label={`Tokens of ${name}`} tokens={tokens.data?.items ?? []} onRevoke={revoke.mutate} />
    </section>
  )
}
