import type { Project } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import dialog from '../../../components/ConfirmDialog.module.css'
import { Field } from '../../../components/Field.tsx'
import { Modal } from '../../../components/Modal.tsx'
import { wallTimeIn } from '../../../lib/dates.ts'
import { useCreateProject } from '../api/projects.ts'
import styles from './NewProjectDialog.module.css'

interface NewProjectDialogProps {
  isOpen: boolean
  onClose: () => void
  onCreated: (project: Project) => void
}

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function NewProjectDialog({ isOpen, onClose, onCreated }: NewProjectDialogProps) {
  const [name, setName] = useState('')
  const [startsOn, setStartsOn] = useState(() => wallTimeIn(timeZone).slice(0, 10))
  const create = useCreateProject()

  function submit(event: FormEvent): void {
    event.preventDefault()
    create.mutate(
      { name, startsAt: `${startsOn}T08:00`, timeZone },
      {
        onSuccess: (project) => {
          setName('')
          onClose()
          onCreated(project)
        },
      },
    )
  }

  return (
    <Modal title="New project" isOpen={isOpen} onClose={onClose}>
      <Form className={styles.form ?? ''} onSubmit={submit}>
        <Field label="Name" value={name} onChange={setName} isRequired maxLength={200} autoFocus />
        <Field label="Starts on" type="date" value={startsOn} onChange={setStartsOn} isRequired />
        <div className={dialog.actions}>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isDisabled={create.isPending}>
            Create project
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
