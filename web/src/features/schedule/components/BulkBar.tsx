import { IndentDecrease, IndentIncrease, Link2, Trash2, Unlink, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import type { Grid } from '../hooks/use-grid.ts'
import type { Column, ColumnKey } from '../lib/columns.ts'
import { constraintLabels } from '../lib/constraints.ts'
import type { PlanIndex } from '../lib/plan-index.ts'
import { text } from '../lib/text.ts'
import styles from './BulkBar.module.css'

interface BulkBarProps {
  grid: Grid
  index: PlanIndex
  /** All that can be set. */
  columns: readonly Column[]
}

/** What can be done to several selected tasks at once. */
export function BulkBar({ grid, index, columns }: BulkBarProps) {
  const [field, setField] = useState<ColumnKey>('')
  const column = columns.find(({ key }) => key === field)
  const count = grid.severalIds.size
  if (count < 2) return null

  function apply(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const value = new FormData(event.currentTarget).get('value')
    grid.setField(field, String(value ?? ''))
    setField('')
  }

  return (
    <div className={styles.bar} role="toolbar" aria-label={text('bulkSelection')}>
      <IconButton label={text('bulkClose')} keys="Esc" icon={<X />} onPress={grid.clear} />
      <strong className={styles.count} role="status">
        {text('bulkSelected', { count })}
      </strong>
      <IconButton
        label={text('bulkOutdent')}
        keys="Alt+Shift+←"
        icon={<IndentDecrease />}
        onPress={() => grid.run({ do: 'outdent' })}
      />
      <IconButton
        label={text('bulkIndent')}
        keys="Alt+Shift+→"
        icon={<IndentIncrease />}
        onPress={() => grid.run({ do: 'indent' })}
      />
      <IconButton label={text('bulkLink')} icon={<Link2 />} onPress={() => grid.run({ do: 'link' })} />
      <IconButton label={text('bulkUnlink')} icon={<Unlink />} onPress={() => grid.run({ do: 'unlink' })} />
      <IconButton label={text('bulkDelete')} icon={<Trash2 />} onPress={() => grid.run({ do: 'delete' })} />
      <span className={styles.rule} />
      <select
        className={styles.field}
        aria-label={text('bulkField')}
        value={field}
        onChange={({ target }) => setField(target.value)}
      >
        <option value="">{text('bulkFieldChoose')}</option>
        {columns.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      {column && (
        <form className={styles.form} onSubmit={apply}>
          <BulkValue column={column} index={index} />
          <Button size="small" look="primary" type="submit">
            {text('bulkApply')}
          </Button>
        </form>
      )}
    </div>
  )
}

interface BulkValueProps {
  column: Column
  index: PlanIndex
}

const examples: Readonly<Record<string, string>> = {
  duration: '5d, 4h, 2w',
  done: '50%',
  resources: 'Ana, Ben 50%',
  priority: '500',
}

function BulkValue({ column: { key, kind }, index }: BulkValueProps) {
  const choices = choicesOf(key, kind, index)
  const props = { className: styles.value, name: 'value', 'aria-label': text('bulkValue') }
  if (choices) {
    return (
      <select key={key} {...props}>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  const list = key === 'resources' ? { list: 'resource-names' } : {}
  const placeholder = examples[key] ?? (kind === 'date' ? '12.3., +5d' : '')
  // biome-ignore lint/a11y/noAutofocus: the field was asked for just now
  return <input key={key} {...props} {...list} placeholder={placeholder} autoComplete="off" autoFocus />
}

function choicesOf(key: ColumnKey, kind: Column['kind'], index: PlanIndex) {
  const same = (value: string) => ({ value, label: value })
  if (kind === 'flag') return [same(text('yes')), same(text('no'))]
  if (key === 'constraint') return constraintLabels.map(same)
  if (key !== 'calendar') return null
  return [{ value: '', label: text('bulkProjectCalendar') }, ...index.plan.calendars.map(({ name }) => same(name))]
}
