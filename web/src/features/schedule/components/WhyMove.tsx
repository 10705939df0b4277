import type { Why } from '@throughline/contract'
import { ExternalLink } from 'lucide-react'
import { formatAgo, formatMoment, formatWallTime } from '../../../lib/dates.ts'
import { WhyChain } from './WhyChain.tsx'
import styles from './WhyPanel.module.css'

interface WhyMoveProps {
  why: Why
  move: NonNullable<Why['move']>
  onTask: (id: string) => void
}

/** The run that moved a date last: from where to where, who asked for it, and along which tasks it came. */
export function WhyMove({ why, move, onTask }: WhyMoveProps) {
  return (
    <>
      <h3>What moved it last</h3>
      <p className={styles.moved}>
        {move.before && <s>{formatWallTime(move.before)}</s>} <strong>{formatWallTime(move.after)}</strong>
      </p>
      <p className={styles.meta}>
        <span>{move.runNumber === null ? 'A run' : `Run ${move.runNumber}`}</span>
        <time dateTime={move.at} title={formatMoment(move.at)}>
          {formatAgo(move.at)}
        </time>
        <span>revision {move.revision}</span>
        {move.temporalUrl && (
          <a href={move.temporalUrl} target="_blank" rel="noreferrer" aria-label="Run in Temporal">
            in Temporal <ExternalLink />
          </a>
        )}
      </p>
      {why.changes.length > 0 && (
        <ul className={styles.changes} aria-label="Changes that moved it">
          {why.changes.map((change) => (
            <li key={change.changeSetId}>
              <p>{change.words}</p>
              <p className={styles.meta}>
                <span>{change.actor?.name ?? 'Throughline'}</span>
                <time dateTime={change.createdAt} title={formatMoment(change.createdAt)}>
                  {formatAgo(change.createdAt)}
                </time>
                <span>revision {change.revision}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {why.movedBy.length > 1 && (
        <details className={styles.details}>
          <summary>How the move came here, in {why.movedBy.length} steps</summary>
          <WhyChain label="How the move came here" steps={why.movedBy} onTask={onTask} />
        </details>
      )}
    </>
  )
}
