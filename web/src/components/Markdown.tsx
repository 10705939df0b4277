import { lazy, Suspense } from 'react'
import styles from './Markdown.module.css'

/** The parser is fetched when the first text is shown. */
const MarkdownText = lazy(async () => ({ default: (await import('./MarkdownText.tsx')).MarkdownText }))

export interface MarkdownProps {
  text: string
  /** Those whom mentions tell; of others they are mere text. */
  mentions?: readonly string[]
}

/** What people wrote, in Markdown: HTML in it stays text, and nothing is fetched from elsewhere. */
export function Markdown(props: MarkdownProps) {
  return (
    <div className={styles.markdown}>
      <Suspense fallback={<p>{props.text}</p>}>
        <MarkdownText {...props} />
      </Suspense>
    </div>
  )
}
