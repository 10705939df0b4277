import type { SearchHit } from '@throughline/contract'
import { FolderKanban, Hammer, MessageSquare, SquareCheckBig, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuItem } from 'react-aria-components'
import { text } from '../lib/palette-words.ts'
import styles from './CommandPalette.module.css'

const icons: Readonly<Record<SearchHit['kind'], ReactNode>> = {
  project: <FolderKanban />,
  task: <SquareCheckBig />,
  resource: <Hammer />,
  person: <UserRound />,
  comment: <MessageSquare />,
}

/** What was found: what it is, and where. */
export function HitItem({ hit, onChoose }: { hit: SearchHit; onChoose: () => void }) {
  const { kind, id, title, excerpt, projectName } = hit
  const where = [text('kind', { kind }), kind === 'project' ? null : projectName].filter(Boolean).join(' · ')
  return (
    <MenuItem id={`${kind} ${id}`} className={styles.item ?? ''} textValue={title} onAction={onChoose}>
      {icons[kind]}
      <span className={styles.hit}>
        <span className={styles.name}>{title}</span>
        {excerpt && <span className={styles.excerpt}>{excerpt}</span>}
      </span>
      <span className={styles.where}>{where}</span>
    </MenuItem>
  )
}
