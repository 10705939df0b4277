import type { Task } from '@throughline/contract'
import { CalendarDays } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Column } from '../lib/columns.ts'
import { text as words } from '../lib/text.ts'
import styles from './CellEditor.module.css'

export interface EditorEnd {
  /** What was written; null when it was given up. */
  text: string | null
  /** Where the focus goes. */
  to: 'table' | 'next' | 'back' | 'down' | 'up' | 'elsewhere'
}

interface CellEditorProps {
  task: Task
  column: Column
  /** What there is to choose from; anything may be typed all the same. */
  choices: readonly string[]
  text: string
  typed: string | undefined
  problemOf: (text: string) => string | null
  onTyped?: ((text: string) => void) | undefined
  onEnd: (end: EditorEnd) => void
}

const hints: Readonly<Record<string, string>> = {
  duration: '5d, 4h, 2w',
  predecessors: '3, 4FS+1d',
  resources: 'Ana, Ben 50%',
}

export function CellEditor({ task, column, choices, text, typed, problemOf, onTyped, onEnd }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const ended = useRef(false)
  const choicesId = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const { key, kind, label } = column

  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    if (typed === undefined) input.current?.select()
  }, [typed])

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
    else if (event.key === 'Enter') commit(event.shiftKey ? 'up' : 'down')
    else if (event.key === 'ArrowDown' && event.altKey && kind === 'date') pick()
    else if (event.key === 'Tab') {
      event.preventDefault()
      commit(event.shiftKey ? 'back' : 'next')
    }
  }

  function blur(event: FocusEvent): void {
    if (event.relatedTarget && event.relatedTarget === picker.current) return
    end({ text: input.current?.value ?? '', to: 'elsewhere' })
  }

  function pick(): void {
    picker.current?.showPicker()
  }

  function picked(day: string): void {
    if (!input.current || day === '') return
    input.current.value = day
    setProblem(null)
    onTyped?.(day)
    input.current.focus()
  }

  return (
    <>
      <input
        ref={input}
        className={styles.input}
        aria-label={`${label} of ${task.name}`}
        aria-invalid={problem !== null}
        type="text"
        defaultValue={typed ?? text}
        placeholder={hints[key] ?? (kind === 'date' ? '12.3., +5d' : '')}
        autoComplete="off"
        spellCheck={key === 'name' || key === 'notes'}
        {...(key === 'resources' ? { list: 'resource-names' } : {})}
        {...(choices.length > 0 ? { list: choicesId } : {})}
        {...(key === 'name' ? { maxLength: 500 } : {})}
        onKeyDown={press}
        onBlur={blur}
        onInput={({ currentTarget }) => {
          setProblem(null)
          onTyped?.(currentTarget.value)
        }}
      />
      {kind === 'date' && (
        <>
          <button
            type="button"
            tabIndex={-1}
            className={styles.pick}
            aria-label={words('pickDate')}
            title={`${words('pickDate')} (Alt+↓)`}
            onPointerDown={(event) => event.preventDefault()}
            onClick={(event) => {
              event.stopPropagation()
              pick()
            }}
          >
            <CalendarDays />
          </button>
          <input
            ref={picker}
            className={styles.picker}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            onChange={({ target }) => picked(target.value)}
          />
        </>
      )}
      {choices.length > 0 && (
        <datalist id={choicesId}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
