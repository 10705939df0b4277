import type { Task } from '@throughline/contract'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type ColumnKey, columns } from '../lib/columns.ts'
import styles from './CellEditor.module.css'

export interface EditorEnd {
  /** What was written; null when it was given up. */
  text: string | null
  /** Where the focus goes. */
  to: 'table' | 'next' | 'back' | 'elsewhere'
}

interface CellEditorProps {
  task: Task
  column: ColumnKey
  text: string
  typed: string | undefined
  problemOf: (text: string) => string | null
  onTyped?: ((text: string) => void) | undefined
  onEnd: (end: EditorEnd) => void
}

const hints: Partial<Record<ColumnKey, string>> = {
  duration: '5d, 4h, 2w',
  predecessors: '3, 4FS+1d',
  resources: 'Ana, Ben 50%',
}

export function CellEditor({ task, column, text, typed, problemOf, onTyped, onEnd }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null)
  const ended = useRef(false)
  const [problem, setProblem] = useState<string | null>(null)
  const label = columns.find(({ key }) => key === column)?.label ?? column

  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    if (typed === undefined && column !== 'start') input.current?.select()
  }, [typed, column])

  function end(how: EditorEnd): void {
    if (ended.current) return
    ended.current = true
    onEnd(how)
  }

  function commit(to: EditorEnd['to']): void {
    const written = input.current?.value ?? ''
    const wrong = problemOf(written)
    if (wrong) setProblem(wrong)
    else end({ text: written, to })
  }

  function press(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Escape') end({ text: null, to: 'table' })
    else if (event.key === 'Enter') commit('table')
    else if (event.key === 'Tab') {
      event.preventDefault()
      commit(event.shiftKey ? 'back' : 'next')
    }
  }

  function blur(): void {
    const written = input.current?.value ?? ''
    end({ text: written, to: 'elsewhere' })
  }

  return (
    <>
      <input
        ref={input}
        className={styles.input}
        aria-label={`${label} of ${task.name}`}
        aria-invalid={problem !== null}
        type={column === 'start' ? 'date' : 'text'}
        defaultValue={typed ?? text}
        placeholder={hints[column] ?? ''}
        autoComplete="off"
        spellCheck={column === 'name'}
        {...(column === 'resources' ? { list: 'resource-names' } : {})}
        {...(column === 'name' ? { maxLength: 500 } : {})}
        onKeyDown={press}
        onBlur={blur}
        onInput={({ currentTarget }) => {
          setProblem(null)
          onTyped?.(currentTarget.value)
        }}
      />
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
