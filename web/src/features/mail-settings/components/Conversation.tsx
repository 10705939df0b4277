import type { MailTrial } from '@throughline/contract'
import styles from './Conversation.module.css'

/** What was said while a mail was tried, line by line. */
export function Conversation({ trial }: { trial: MailTrial }) {
  const { isAccepted, problem, conversation } = trial
  return (
    <section className={styles.trial} aria-label="How the test went">
      <p role="status">
        {isAccepted ? 'The server took the mail. It should be with you in a moment.' : `Not sent. ${problem ?? ''}`}
      </p>
      {conversation.length > 0 && (
        <ol className={styles.lines} aria-label="What was said">
          {conversation.map(({ by, line }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and never move
            <li key={at} data-by={by}>
              <span>{by === 'us' ? 'We' : 'Server'}</span> <code>{line}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
