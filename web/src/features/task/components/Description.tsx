import type { Task } from '@throughline/contract'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Markdown } from '../../../components/Markdown.tsx'
import type { EditOutcome } from '../../../lib/edit.ts'
import { describe } from '../lib/details-edits.ts'
import { text } from '../lib/text.ts'
import { MarkdownEditor } from './MarkdownEditor.tsx'
import section from './Section.module.css'
import { Section } from './Section.tsx'

interface DescriptionProps {
  task: Task
  mayWrite: boolean
  onEdit: (outcome: EditOutcome) => void
}

/** What is to be done, in Markdown. */
export function Description({ task, mayWrite, onEdit }: DescriptionProps) {
  const [isEditing, setEditing] = useState(false)
  const isEmpty = task.notes.trim() === ''
  if (isEmpty && !mayWrite) return null
  const aside = mayWrite && !isEditing && !isEmpty && (
    <Button look="quiet" size="small" icon={<Pencil />} onPress={() => setEditing(true)}>
      {text('edit')}
    </Button>
  )
  return (
    <Section title={text('description')} aside={aside}>
      {isEditing && (
        <MarkdownEditor
          label={text('description')}
          initial={task.notes}
          onCancel={() => setEditing(false)}
          onSave={(notes) => {
            onEdit(describe(task, notes))
            setEditing(false)
          }}
        />
      )}
      {!isEditing && !isEmpty && <Markdown text={task.notes} />}
      {!isEditing && isEmpty && (
        <button type="button" className={section.empty} onClick={() => setEditing(true)}>
          {text('describe')}
        </button>
      )}
    </Section>
  )
}
