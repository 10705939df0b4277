import type { FilePlace } from '@throughline/contract'
import { TriangleAlert } from 'lucide-react'
import { placeText } from '../lib/place.ts'
import styles from './Warnings.module.css'

interface WarningsProps {
  warnings: readonly FilePlace[]
}

/** What of the file is taken otherwise than it says. */
export function Warnings({ warnings }: WarningsProps) {
  if (warnings.length === 0) return null
  const texts = [...new Set(warnings.map(placeText))]
  return (
    <details className={styles.warnings}>
      <summary>
        <TriangleAlert /> {texts.length.toLocaleString('en')} {texts.length === 1 ? 'warning' : 'warnings'} about the
        file
      </summary>
      <ul aria-label="Warnings">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  )
}
