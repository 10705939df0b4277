import type { ViewColumn } from '@throughline/contract'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Modal } from '../../../components/Modal.tsx'
import type { Column, ColumnSet } from '../lib/columns.ts'
import { reordered, resized, toggled } from '../lib/shown-columns.ts'
import { text } from '../lib/text.ts'
import styles from './ColumnsDialog.module.css'

interface ColumnsDialogProps {
  all: readonly Column[]
  shown: ColumnSet
  onChoose: (columns: readonly ViewColumn[]) => void
  onClose: () => void
}

/** Which columns the table has, in which order and how wide. */
export function ColumnsDialog({ all, shown: { columns }, onChoose, onClose }: ColumnsDialogProps) {
  const hidden = all.filter(({ key }) => !columns.some((column) => column.key === key))
  return (
    <Modal title={text('columns')} isOpen onClose={onClose}>
      <ul className={styles.list} aria-label={text('columnsShown')}>
        {columns.map((column, at) => (
          <li key={column.key}>
            <Choice column={column} isShown onToggle={() => onChoose(toggled(all, columns, column.key))} />
            <input
              className={styles.width}
              type="number"
              min={36}
              max={1_000}
              step={10}
              aria-label={text('columnWidth', { column: column.label })}
              value={column.width}
              onChange={({ target }) => onChoose(resized(columns, column.key, Number(target.value)))}
            />
            <IconButton
              label={text('columnUp', { column: column.label })}
              icon={<ArrowUp />}
              isDisabled={at === 0}
              onPress={() => onChoose(reordered(columns, column.key, at - 1))}
            />
            <IconButton
              label={text('columnDown', { column: column.label })}
              icon={<ArrowDown />}
              isDisabled={at === columns.length - 1}
              onPress={() => onChoose(reordered(columns, column.key, at + 2))}
            />
          </li>
        ))}
      </ul>
      {hidden.length > 0 && (
        <ul className={styles.list} aria-label={text('columnsHidden')}>
          {hidden.map((column) => (
            <li key={column.key}>
              <Choice column={column} isShown={false} onToggle={() => onChoose(toggled(all, columns, column.key))} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button onPress={() => onChoose([])}>{text('columnsReset')}</Button>
        <Button look="primary" onPress={onClose}>
          {text('done')}
        </Button>
      </div>
    </Modal>
  )
}

interface ChoiceProps {
  column: Column
  isShown: boolean
  onToggle: () => void
}

function Choice({ column: { key, label }, isShown, onToggle }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={isShown} disabled={key === 'name'} onChange={onToggle} />
      {label}
    </label>
  )
}
