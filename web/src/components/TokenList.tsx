import type { Token } from '@throughline/contract'
import { formatMoment } from '../lib/dates.ts'
import { Button } from './Button.tsx'
import styles from './Page.module.css'

interface TokenListProps {
  label: string
  tokens: readonly Token[]
  onRevoke: (tokenId: string) => void
}

/** Tokens without their secrets: what they may, and when they were used. */
export function TokenList({ label, tokens, onRevoke }: TokenListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {tokens.map((token) => (
        <li key={token.id}>
          <div>
            <strong>{token.name}</strong>
            <span>
              <code>{token.prefix}…</code> · {token.scope} · {projectsOf(token)} · {usesOf(token)}
            </span>
          </div>
          <Button size="small" aria-label={`Revoke ${token.name}`} onPress={() => onRevoke(token.id)}>
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  )
}

function projectsOf({ projectIds }: Token): string {
  if (!projectIds) return 'all projects'
  return projectIds.length === 1 ? 'one project' : `${projectIds.length} projects`
}

function usesOf({ createdAt, lastUsedAt, expiresAt }: Token): string {
  const used = lastUsedAt ? `last used ${formatMoment(lastUsedAt)}` : 'never used'
  const end = expiresAt ? `ends ${formatMoment(expiresAt)}` : 'never ends'
  return `created ${formatMoment(createdAt)} · ${used} · ${end}`
}
