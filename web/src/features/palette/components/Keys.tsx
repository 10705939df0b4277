import { Fragment } from 'react'
import { partsOfKeys } from '../../../lib/commands.ts'
import { text } from '../lib/palette-words.ts'
import styles from './Keys.module.css'

/** Keys that do something, each way of pressing them. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {keys.map((each, at) => (
        <Fragment key={each}>
          {at > 0 && <span> {text('or')} </span>}
          {partsOfKeys(each).map((part) => (
            <kbd key={part}>{part}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
