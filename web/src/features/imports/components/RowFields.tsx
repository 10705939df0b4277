import type { ImportField, ImportRow } from '@throughline/contract'
import { useContext } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import toggle from '../../../components/ToggleGroup.module.css'
import { LengthsContext } from '../hooks/lengths-context.ts'
import { type NameOf, useNames } from '../hooks/use-names.ts'
import { importFieldText, importFieldTitle, isTold } from '../lib/import-fields.ts'
import styles from './RowList.module.css'

interface RowFieldsProps {
  importId: string
  row: ImportRow
  nameOf: NameOf
  /** Takes the file's value of a field, or keeps the plan's. */
  onTake: ((field: string, taken: boolean) => void) | undefined
}

/** What a row is made of, or what of it the file has otherwise. */
export function RowFields({ importId, row, nameOf, onTake }: RowFieldsProps) {
  const names = useNames(importId, row.fields, nameOf)
  if (row.action === 'delete') {
    return (
      <p className={styles.quiet}>
        The file does not have it any more, so it would be deleted.
        {row.conflict && (
          <strong className={styles.conflict}> It was changed here since, or has others below it.</strong>
        )}
      </p>
    )
  }
  const isChange = row.action === 'update'
  const shown = isChange ? row.fields : row.fields.filter(({ field }) => isTold(field))
  if (shown.length === 0) return <p className={styles.quiet}>There is nothing to change about it.</p>
  return (
    <table className={styles.fields} aria-label={`Fields of ${row.name}`}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {isChange && <th scope="col">In the plan</th>}
          <th scope="col">In the file</th>
          {isChange && <th scope="col">{onTake ? 'Take' : 'Taken'}</th>}
        </tr>
      </thead>
      <tbody>
        {shown.map((field) => (
          <FieldRow
            key={field.field}
            row={row}
            field={field}
            nameOf={(id) => names(id) ?? 'another row'}
            onTake={onTake}
          />
        ))}
      </tbody>
    </table>
  )
}

interface FieldRowProps {
  row: ImportRow
  field: ImportField
  nameOf: NameOf
  onTake: RowFieldsProps['onTake']
}

function FieldRow({ row, field, nameOf, onTake }: FieldRowProps) {
  const { field: name, from, to, before, chosen, conflict } = field
  const isChange = row.action === 'update'
  const lengths = useContext(LengthsContext)
  const text = (value: unknown, side: 'plan' | 'file' = 'file') => importFieldText(name, value, side, lengths, nameOf)
  return (
    <tr>
      <th scope="row">
        {importFieldTitle(name)}
        {conflict && <small className={styles.conflict}>changed here since</small>}
      </th>
      {isChange && <td data-label="In the plan">{chosen ? <s>{text(from, 'plan')}</s> : text(from, 'plan')}</td>}
      <td {...(isChange ? { 'data-label': 'In the file' } : {})}>
        {isChange && !chosen ? <s>{text(to)}</s> : text(to)}
        {before !== undefined && <small>the last file had {text(before)}</small>}
      </td>
      {isChange && (
        <td>
          <Take row={row} field={field} onTake={onTake} />
        </td>
      )}
    </tr>
  )
}

interface TakeProps {
  row: ImportRow
  field: ImportField
  onTake: RowFieldsProps['onTake']
}

function Take({ row, field, onTake }: TakeProps) {
  if (!onTake) return field.chosen ? 'the file’s' : 'kept'
  return (
    <ToggleButtonGroup
      className={`${toggle.group} ${styles.take}`}
      aria-label={`${importFieldTitle(field.field)} of ${row.name}`}
      disallowEmptySelection
      selectedKeys={[field.chosen ? 'file' : 'mine']}
      onSelectionChange={(keys) => onTake(field.field, keys.has('file'))}
    >
      <ToggleButton id="file" className={toggle.choice ?? ''}>
        The file’s
      </ToggleButton>
      <ToggleButton id="mine" className={toggle.choice ?? ''}>
        Keep mine
      </ToggleButton>
    </ToggleButtonGroup>
  )
}
