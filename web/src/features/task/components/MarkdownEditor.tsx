import { type KeyboardEvent, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Markdown } from '../../../components/Markdown.tsx'
import toggle from '../../../components/ToggleGroup.module.css'
import { text } from '../lib/text.ts'
import styles from './MarkdownEditor.module.css'

interface MarkdownEditorProps {
  label: string
  initial: string
  onSave: (text: string) => void
  onCancel: () => void
}

/** Text as it is typed, or as it will look. */
export function MarkdownEditor({ label, initial, onSave, onCancel }: MarkdownEditorProps) {
  const [typed, setTyped] = useState(initial)
  const [view, setView] = useState<'write' | 'preview'>('write')

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(typed)
    if (event.key !== 'Escape') return
    event.stopPropagation()
    // What was written is not given up by a key that is hit by habit.
    if (typed === initial) onCancel()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is within
    <div className={styles.editor} onKeyDown={press}>
      <ToggleButtonGroup
        className={`${toggle.group} ${styles.views}`}
        aria-label={text('editorView')}
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={([key]) => setView(key === 'preview' ? 'preview' : 'write')}
      >
        <ToggleButton id="write" className={toggle.choice ?? ''}>
          {text('write')}
        </ToggleButton>
        <ToggleButton id="preview" className={toggle.choice ?? ''}>
          {text('preview')}
        </ToggleButton>
      </ToggleButtonGroup>
      {view === 'write' ? (
        <textarea
          // biome-ignore lint/a11y/noAutofocus: it was asked for
          autoFocus
          className={styles.area}
          aria-label={label}
          placeholder={text('markdown')}
          maxLength={20_000}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      ) : (
        <div className={styles.preview}>
          {typed.trim() === '' ? text('nothingToPreview') : <Markdown text={typed} />}
        </div>
      )}
      <div className={styles.actions}>
        <Button look="primary" size="small" onPress={() => onSave(typed)}>
          {text('save')}
        </Button>
        <Button size="small" onPress={onCancel}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  )
}
