import type { TaskMove } from '@throughline/contract'
import { CalendarClock, ExternalLink } from 'lucide-react'
import { formatAgo, formatMoment, formatWallTime } from '../../../lib/dates.ts'
import { asSentence } from '../../../lib/words.ts'
import { text } from '../lib/text.ts'
import styles from './TaskHistory.module.css'

/** A run that gave the task other dates: which, because of whom, and where its workflow is looked at. */
export function HistoryMove({ move }: { move: TaskMove }) {
  const { before, after, at, runNumber, sentence, changes, temporalUrl } = move
  const isFirst = before.start === null && before.finish === null
  return (
    <>
      <span className={styles.icon}>
        <CalendarClock />
      </span>
      <div className={styles.what}>
        <p>
          <strong>{runNumber === null ? text('aRun') : text('run', { number: runNumber })}</strong>{' '}
          {text(isFirst ? 'firstDates' : 'movedIt')}
        </p>
        <dl className={styles.fields}>
          {(['start', 'finish'] as const)
            .filter((field) => before[field] !== after[field])
            .map((field) => (
              <div key={field}>
                <dt>{text(field)}</dt>
                <dd>
                  {before[field] !== null && <s>{formatWallTime(before[field])}</s>}{' '}
                  <span>{formatWallTime(after[field])}</span>
                </dd>
              </div>
            ))}
        </dl>
        {!isFirst && sentence && <p className={styles.because}>{asSentence(sentence)}</p>}
        {!isFirst && changes.length > 0 && (
          <ul className={styles.causes} aria-label={text('causes')}>
            {changes.map((change) => (
              <li key={change.changeSetId}>
                {change.words} <span>– {change.actor?.name ?? text('service')}</span>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.meta}>
          <time dateTime={at} title={formatMoment(at)}>
            {formatAgo(at)}
          </time>
          {temporalUrl && (
            <a href={temporalUrl} target="_blank" rel="noreferrer" aria-label={text('inTemporalLabel')}>
              {text('inTemporal')} <ExternalLink />
            </a>
          )}
        </p>
      </div>
    </>
  )
}
