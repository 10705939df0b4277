import { useRef, useState } from 'react'
import { Autocomplete, Form, Label, ListBox, ListBoxItem, TextArea, TextField } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import {
  bodyOf,
  type CommentDraft,
  type Mentionable,
  mentioning,
  nameBefore,
  peopleLike,
} from '../lib/comment-draft.ts'
import { text } from '../lib/text.ts'
import styles from './Comments.module.css'

interface CommentEditorProps {
  label: string
  action: string
  initial: CommentDraft
  people: readonly Mentionable[]
  isSending: boolean
  /** Tells whether it was saved; the editor is empty then. */
  onSend: (body: string) => Promise<boolean>
  onCancel?: () => void
}

const longestBody = 20_000

/** Text with mentions: behind an @, people whose names begin so are offered. */
export function CommentEditor({ label, action, initial, people, isSending, onSend, onCancel }: CommentEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(initial)
  const [caret, setCaret] = useState<number | null>(null)
  const name = caret === null ? null : nameBefore(draft.text, caret)
  const offered = name ? peopleLike(people, name.typed) : []
  const body = bodyOf(draft)

  function choose(person: Mentionable): void {
    if (!name) return
    const next = mentioning(draft, name, person)
    setDraft(next.draft)
    setCaret(null)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(next.caret, next.caret)
    })
  }

  function type(typed: string): void {
    setDraft({ ...draft, text: typed })
    setCaret(area.current?.selectionStart ?? null)
  }

  async function send(): Promise<void> {
    if (body === '' || body.length > longestBody || isSending) return
    if (await onSend(body)) {
      setDraft({ text: '', people: [] })
      setCaret(null)
    }
  }

  return (
    <Form
      className={styles.editor ?? ''}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Autocomplete inputValue={draft.text} onInputChange={type}>
        <TextField className={styles.field ?? ''}>
          <Label>{label}</Label>
          <TextArea
            ref={area}
            className={styles.area ?? ''}
            rows={3}
            maxLength={longestBody}
            onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
              if (event.key !== 'Escape' || !(offered.length > 0 || onCancel)) return
              event.stopPropagation()
              if (offered.length > 0) setCaret(null)
              else onCancel?.()
            }}
          />
        </TextField>
        {offered.length > 0 && (
          <ListBox
            className={styles.offered ?? ''}
            aria-label={text('peopleToMention')}
            items={offered}
            onAction={(id) => {
              const person = offered.find((each) => each.id === id)
              if (person) choose(person)
            }}
          >
            {(person) => (
              <ListBoxItem className={styles.person ?? ''} textValue={person.name}>
                {person.name}
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </Autocomplete>
      <div className={styles.actions}>
        <Button type="submit" look="primary" size="small" isDisabled={body === '' || isSending}>
          {action}
        </Button>
        {onCancel && (
          <Button size="small" onPress={onCancel}>
            {text('cancel')}
          </Button>
        )}
      </div>
    </Form>
  )
}
