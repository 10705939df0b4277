import type { ImportRow } from '@throughline/contract'
import { type FormEvent, useContext, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { explain, showError } from '../../../lib/toasts.ts'
import { asSentence } from '../../../lib/words.ts'
import { useFixRow } from '../api/use-import-rows.ts'
import { LengthsContext } from '../hooks/lengths-context.ts'
import { inputOf, typedValue } from '../lib/field-value.ts'
import { importFieldTitle } from '../lib/import-fields.ts'
import { problemText } from '../lib/row-text.ts'
import { FieldValue } from './FieldValue.tsx'
import styles from './RowList.module.css'

type Problem = NonNullable<ImportRow['problem']>

interface RowFixProps {
  importId: string
  row: ImportRow
  problem: Problem
  canFix: boolean
  onFixed: () => void
}

/** Why a row cannot be taken, and an input for what can. */
export function RowFix({ importId, row, problem, canFix, onFixed }: RowFixProps) {
  const { field, text } = problem
  const input = field ? inputOf(row.entity, field) : null
  return (
    <>
      <p className={styles.problem}>
        {row.line !== null && `Line ${row.line}: `}
        {asSentence(problemText(problem))}
        {text && !problem.message.includes(text) && (
          <>
            {' '}
            The file says <q>{text}</q>.
          </>
        )}
      </p>
      {canFix && (
        <div className={styles.fix}>
          {field && input && (
            <FixForm importId={importId} row={row} field={field} text={text ?? ''} onFixed={onFixed} />
          )}
          <TakeWithout importId={importId} row={row} onFixed={onFixed} />
        </div>
      )}
    </>
  )
}

interface FixFormProps {
  importId: string
  row: ImportRow
  field: string
  text: string
  onFixed: () => void
}

function FixForm({ importId, row, field, text, onFixed }: FixFormProps) {
  const lengths = useContext(LengthsContext)
  const [typed, setTyped] = useState(text)
  const [wrong, setWrong] = useState<string | null>(null)
  const fix = useFixRow(importId, onFixed)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const result = typedValue(row.entity, field, typed, lengths)
    setWrong('error' in result ? result.error : null)
    if ('error' in result) return
    fix.mutate(
      { number: row.number, values: { [field]: result.value } },
      { onError: (error) => setWrong(explain(error)) },
    )
  }

  return (
    <form onSubmit={submit} noValidate>
      <FieldValue
        importId={importId}
        entity={row.entity}
        field={field}
        label={importFieldTitle(field)}
        value={typed}
        error={wrong}
        onChange={(value) => {
          setTyped(value)
          setWrong(null)
        }}
      />
      <Button type="submit" isDisabled={fix.isPending}>
        Fix
      </Button>
    </form>
  )
}

/** The row as it is without what is wrong in it; where the plan refused it, another try. */
function TakeWithout({ importId, row, onFixed }: Pick<RowFixProps, 'importId' | 'row' | 'onFixed'>) {
  const fix = useFixRow(importId, onFixed)
  const isInFile = row.problem?.text !== null
  return (
    <Button
      isDisabled={fix.isPending}
      onPress={() =>
        fix.mutate(
          { number: row.number, values: {} },
          { onError: (error) => showError(`“${row.name}” cannot be taken so`, error) },
        )
      }
    >
      {isInFile ? 'Take it without this' : 'Try again'}
    </Button>
  )
}
