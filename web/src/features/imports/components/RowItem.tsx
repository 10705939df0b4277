import type { ImportRow, ImportSelection } from '@throughline/contract'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { entityWord, selectionOf } from '../lib/filters.ts'
import { stateWord, toneOf, whatText } from '../lib/row-text.ts'
import { RowFields } from './RowFields.tsx'
import { RowFix } from './RowFix.tsx'
import styles from './RowList.module.css'

interface RowItemProps {
  importId: string
  row: ImportRow
  isOpen: boolean
  onToggle: () => void
  onSelect: ((selection: ImportSelection) => void) | undefined
  canFix: boolean
  onFixed: () => void
  nameOf: (id: string) => string | undefined
}

/** A row of the difference in a line, which opens to its fields. */
export function RowItem({ importId, row, isOpen, onToggle, onSelect, canFix, onFixed, nameOf }: RowItemProps) {
  const { number, entity, action, chosen } = row
  const name = row.name || entityWord(entity)
  const isChoosable = onSelect !== undefined && action !== 'unchanged'
  return (
    <div className={isChoosable && !chosen ? styles.out : ''}>
      <div className={styles.line}>
        {onSelect && (
          <input
            type="checkbox"
            data-control="choose"
            aria-label={`Take ${name}`}
            checked={chosen && isChoosable}
            disabled={!isChoosable}
            onChange={({ target }) => onSelect(selectionOf(row, target.checked))}
          />
        )}
        <button type="button" data-control="open" className={styles.open} aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? <ChevronDown /> : <ChevronRight />}
          <span className={styles.state} data-action={action}>
            {stateWord(row)}
          </span>
          <span className={styles.name} title={name}>
            {name}
          </span>
          <span className={styles.entity}>{entityWord(entity)}</span>
          <span className={styles.what} data-tone={toneOf(row)}>
            {whatText(row)}
          </span>
        </button>
      </div>
      {isOpen && (
        <div className={styles.body}>
          {row.problem && (
            <RowFix importId={importId} row={row} problem={row.problem} canFix={canFix} onFixed={onFixed} />
          )}
          <RowFields
            importId={importId}
            row={row}
            nameOf={nameOf}
            onTake={onSelect && ((field, taken) => onSelect({ rows: [number], chosen: taken, fields: [field] }))}
          />
        </div>
      )}
    </div>
  )
}
