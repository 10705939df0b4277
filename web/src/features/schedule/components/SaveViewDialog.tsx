import type { SavedView, ViewSettings } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { Modal } from '../../../components/Modal.tsx'
import { useCreateView } from '../api/saved-views.ts'
import { text } from '../lib/text.ts'
import styles from './ViewMenu.module.css'

interface SaveViewDialogProps {
  projectId: string
  settings: ViewSettings
  mayShare: boolean
  onSaved: (view: SavedView) => void
  onClose: () => void
}

export function SaveViewDialog({ projectId, settings, mayShare, onSaved, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState(false)
  const create = useCreateView(projectId)

  function save(event: FormEvent): void {
    event.preventDefault()
    create.mutate(
      { name: name.trim(), isShared, settings },
      {
        onSuccess(view) {
          onSaved(view)
          onClose()
        },
      },
    )
  }

  return (
    <Modal title={text('viewSaveTitle')} isOpen onClose={onClose}>
      <Form onSubmit={save}>
        <Field label={text('viewName')} value={name} onChange={setName} isRequired maxLength={100} autoFocus />
        {mayShare && (
          <label className={styles.share}>
            <input type="checkbox" checked={isShared} onChange={({ target }) => setIsShared(target.checked)} />
            {text('viewShareWith')}
          </label>
        )}
        <FormError error={create.error} />
        <div className={styles.actions}>
          <Button onPress={onClose}>{text('cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={create.isPending}>
            {text('viewSaveDo')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
