import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { EmptyState } from '../../../components/EmptyState.tsx'
import styles from '../../../components/Page.module.css'
import { ShownOnce } from '../../../components/ShownOnce.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { TokenForm } from '../../../components/TokenForm.tsx'
import { TokenList } from '../../../components/TokenList.tsx'
import { projectNamesQuery } from '../../../lib/organisation.ts'
import { tokensQuery, useCreateToken, useRevokeToken } from '../api/tokens.ts'

export function Tokens() {
  const tokens = useQuery(tokensQuery)
  const projects = useQuery(projectNamesQuery)
  const create = useCreateToken()
  const revoke = useRevokeToken()
  return (
    <main className={styles.page}>
      <title>API tokens · Throughline</title>
      <h1>API tokens</h1>
      <p className={styles.lead}>
        A token lets a program act as you: send it as <code>Authorization: Bearer …</code>. See the{' '}
        <a href="/api/docs">API documentation</a>.
      </p>
      <TokenForm projects={projects.data ?? []} create={create} />
      {create.data && <ShownOnce key={create.data.id} what="token" label="Token secret" secret={create.data.secret} />}
      {tokens.isPending && <Skeleton label="Loading tokens" lines={3} />}
      {tokens.data?.items.length === 0 && (
        <EmptyState icon={<KeyRound />} title="No tokens yet">
          Tokens that you create are listed here, and can be revoked here.
        </EmptyState>
      )}
      <TokenList label="Tokens" tokens={tokens.data?.items ?? []} onRevoke={revoke.mutate} />
    </main>
  )
}
