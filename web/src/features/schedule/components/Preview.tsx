import { useQuery } from '@tanstack/react-query'
import { previewQuery } from '../api/preview.ts'
import type { Edit } from '../lib/edits.ts'
import { previewText } from '../lib/preview-text.ts'
import styles from './Preview.module.css'

interface PreviewProps {
  projectId: string
  edit: Edit
}

/** What an edit would do to the dates; the room for it is there from the start. */
export function Preview({ projectId, edit }: PreviewProps) {
  const { data, isError } = useQuery(previewQuery(projectId, edit))
  return (
    <span className={styles.preview} role="status" aria-label="What would move">
      {data ? previewText(data) : isError ? '' : 'Trying what would move…'}
    </span>
  )
}
