import type { Link, LinkType, Task } from '@throughline/contract'
import { X } from 'lucide-react'
import { IconButton } from '../../../components/IconButton.tsx'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import type { EditOutcome } from '../../../lib/edit.ts'
import { formatSignedLag } from '../../../lib/lag.ts'
import { setLag, setLinkType, unlink } from '../lib/relation-edits.ts'
import { text } from '../lib/text.ts'
import styles from './Relations.module.css'
import { SelectControl } from './SelectControl.tsx'
import { TextControl } from './TextControl.tsx'

const linkTypes: readonly LinkType[] = ['FS', 'SS', 'FF', 'SF']
const typeNames = linkTypes.map((type) => [type, type] as const)

interface LinkRowProps {
  link: Link
  task: Task
  other: Task
  number: number | undefined
  lengths: DayLengths
  mayChange: boolean
  onEdit: (outcome: EditOutcome) => void
  onTask: (id: string) => void
}

/** One link of a task: with which other, of what type, and with what lag. */
export function LinkRow({ link, task, other, number, lengths, mayChange, onEdit, onTask }: LinkRowProps) {
  const { name } = other
  const lag = formatSignedLag(link, lengths)
  return (
    <li className={styles.row}>
      <span className={styles.number}>{number}</span>
      <button type="button" className={styles.go} title={text('goTo', { name })} onClick={() => onTask(other.id)}>
        {name}
      </button>
      {mayChange ? (
        <>
          <SelectControl
            className={styles.type}
            label={text('linkType', { name })}
            title={text(link.type)}
            value={link.type}
            values={typeNames}
            onChange={(type) => onEdit(setLinkType(task, other, link, type))}
          />
          <TextControl
            className={styles.short}
            label={text('lag', { name })}
            placeholder={text('lagShort')}
            value={lag}
            outcomeOf={(typed) => setLag(task, other, link, typed, lengths)}
            onEdit={onEdit}
          />
          <IconButton label={text('unlink', { name })} icon={<X />} onPress={() => onEdit(unlink(task, other, link))} />
        </>
      ) : (
        <span className={styles.plain}>
          {link.type}
          {lag}
        </span>
      )}
    </li>
  )
}
