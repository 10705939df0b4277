import type { ImportEntity } from '@throughline/contract'
import { useId } from 'react'
import field from '../../../components/Field.module.css'
import { Field } from '../../../components/Field.tsx'
import { choiceText } from '../../../lib/fields.ts'
import { inputOf } from '../lib/field-value.ts'
import { referenceOf } from '../lib/references.ts'
import { RowChoice } from './RowChoice.tsx'

interface FieldValueProps {
  importId: string
  entity: ImportEntity
  field: string
  label: string
  value: string
  error: string | null
  onChange: (value: string) => void
}

/** An input for a field as the contract takes it. */
export function FieldValue({ importId, entity, field: name, label, value, error, onChange }: FieldValueProps) {
  const input = inputOf(entity, name)
  if (input?.kind === 'choice' || input?.kind === 'flag') {
    const choices = input.kind === 'flag' ? ['yes', 'no'] : input.choices
    const props = { label, choices, value, error, onChange, isOptional: input.isOptional }
    return <Choice {...props} />
  }
  const reference = input?.kind === 'row' ? referenceOf(name) : null
  if (reference) {
    return <RowChoice importId={importId} entity={reference} label={label} error={error} onChange={onChange} />
  }
  const type = input?.kind === 'moment' ? { type: 'datetime-local' } : {}
  const hint = input?.kind === 'duration' ? { placeholder: '5d, 4h or 1w' } : {}
  return <Field label={label} value={value} onChange={onChange} {...type} {...hint} {...(error ? { error } : {})} />
}

interface ChoiceProps {
  label: string
  choices: readonly string[]
  isOptional: boolean
  value: string
  error: string | null
  onChange: (value: string) => void
}

function Choice({ label, choices, isOptional, value, error, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={field.input}
        value={choices.includes(value) ? value : ''}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="" disabled={!isOptional}>
          {isOptional ? 'none' : 'Choose…'}
        </option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceText(choice)}
          </option>
        ))}
      </select>
      {error && (
        <span id={`${id}-error`} className={field.error}>
          {error}
        </span>
      )}
    </div>
  )
}
