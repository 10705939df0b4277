import type { ImportColumns, ImportJob, TableMapping } from '@throughline/contract'
import { History } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { useSetColumns } from '../api/use-import-acts.ts'
import { choicesFor, fieldAt, isSameMapping, missingFields, takenTwice, withField } from '../lib/columns.ts'
import styles from './Columns.module.css'
import page from './ImportPage.module.css'

interface ColumnsProps {
  job: ImportJob
  columns: ImportColumns | undefined
  error: Error | null
  /** The columns are as they should be. */
  onDone: () => void
}

/** What the columns of a table are taken for. */
export function Columns({ job, columns, error, onDone }: ColumnsProps) {
  if (error) return <p role="alert">The columns could not be loaded. {explain(error)}</p>
  if (!columns) return <Skeleton label="Loading the columns" />
  return <ColumnsForm key={JSON.stringify(columns.mapping)} job={job} columns={columns} onDone={onDone} />
}

const durationUnits = { minutes: 'minutes', hours: 'hours', days: 'days', weeks: 'weeks' } as const
const dateOrders = {
  'year-month-day': '2026-03-02: year, month, day',
  'day-month-year': '02.03.2026: day, month, year',
  'month-day-year': '03/02/2026: month, day, year',
} as const

interface ColumnsFormProps {
  job: ImportJob
  columns: ImportColumns
  onDone: () => void
}

function ColumnsForm({ job, columns, onDone }: ColumnsFormProps) {
  const [mapping, setMapping] = useState(columns.mapping)
  const save = useSetColumns(job.id)
  const twice = takenTwice(mapping, columns.fields)
  const missing = missingFields(mapping, columns.fields)
  const isSame = isSameMapping(mapping, columns.mapping)

  function go(): void {
    if (isSame) onDone()
    else save.mutate(mapping, { onSuccess: onDone })
  }

  return (
    <div className={styles.page}>
      {columns.remembered ? (
        <p className={styles.remembered}>
          <History /> Remembered from last time: a table with this header was read so before.
        </p>
      ) : (
        <p className={styles.lead}>See whether each column is taken for what it is. What you choose is remembered.</p>
      )}
      <div className={styles.settings}>
        <Choice
          label="Durations without a unit are"
          value={mapping.durationUnit}
          options={durationUnits}
          onChange={(durationUnit) => setMapping({ ...mapping, durationUnit })}
        />
        <Choice
          label="Dates are written"
          value={mapping.dateOrder}
          options={dateOrders}
          onChange={(dateOrder) => setMapping({ ...mapping, dateOrder })}
        />
      </div>
      <ColumnTable columns={columns} mapping={mapping} onMapping={setMapping} />
      {twice.length > 0 && (
        <p className={styles.trouble} role="alert">
          Several columns are taken for the same: {twice.join(', ')}.
        </p>
      )}
      {missing.length > 0 && (
        <p className={styles.trouble} role="alert">
          No column is taken for {missing.join(', ')} yet. Choose the one that it is.
        </p>
      )}
      <div className={page.bar}>
        <p>{isSame ? '' : 'The file is read anew with these columns.'}</p>
        {!isSame && <Button onPress={() => setMapping(columns.mapping)}>Reset</Button>}
        <Button look="primary" isDisabled={twice.length + missing.length > 0 || save.isPending} onPress={go}>
          {isSame ? 'Go on to the review' : 'Read anew'}
        </Button>
      </div>
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: Readonly<Record<Value, string>>
  onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value as Value)}>
        {(Object.entries(options) as [Value, string][]).map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

interface ColumnTableProps {
  columns: ImportColumns
  mapping: TableMapping
  onMapping: (mapping: TableMapping) => void
}

function ColumnTable({ columns, mapping, onMapping }: ColumnTableProps) {
  return (
    <table className={styles.table} aria-label="Columns of the file">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">What it holds</th>
          <th scope="col">Taken for</th>
        </tr>
      </thead>
      <tbody>
        {columns.header.map(({ index, name, samples }) => {
          const field = fieldAt(mapping, index)
          const title = name.trim() || `Column ${index + 1}`
          return (
            <tr key={index}>
              <th scope="row">{title}</th>
              <td>
                <ul className={styles.samples} aria-label={`Samples of ${title}`}>
                  {[...new Set(samples)].map((sample) => (
                    <li key={sample} title={sample}>
                      {sample}
                    </li>
                  ))}
                </ul>
              </td>
              <td>
                <select
                  aria-label={`${title} is taken for`}
                  value={field ?? ''}
                  {...(field === null ? { 'data-skipped': '' } : {})}
                  onChange={({ target }) => onMapping(withField(mapping, index, target.value || null))}
                >
                  <option value="">not read</option>
                  {choicesFor(columns, index).map((choice) => (
                    <option key={choice.field} value={choice.field}>
                      {choice.label}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
