import { useQuery } from '@tanstack/react-query'
import type { ImportEntity } from '@throughline/contract'
import { useId, useState } from 'react'
import field from '../../../components/Field.module.css'
import { namesQuery } from '../api/imports.ts'
import { entityWord } from '../lib/filters.ts'
import { choiceText } from '../lib/references.ts'

interface RowChoiceProps {
  importId: string
  entity: ImportEntity
  label: string
  error: string | null
  /** The id of the row, or what was typed where it is none. */
  onChange: (value: string) => void
}

/** Another row of the file, by its name. */
export function RowChoice({ importId, entity, label, error, onChange }: RowChoiceProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const { data: rows = [] } = useQuery(namesQuery(importId, entity))

  function type(text: string): void {
    setTyped(text)
    onChange(rows.find((row) => choiceText(row) === text)?.id ?? text)
  }

  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={field.input}
        list={`${id}-rows`}
        placeholder={`Name of a ${entityWord(entity)}`}
        value={typed}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={({ target }) => type(target.value)}
      />
      <datalist id={`${id}-rows`}>
        {rows.map((row) => (
          <option key={row.id} value={choiceText(row)} />
        ))}
      </datalist>
      {error && (
        <span id={`${id}-error`} className={field.error}>
          {error}
        </span>
      )}
    </div>
  )
}
