import type { Passkey } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { formatMoment } from '../../../lib/dates.ts'
import { useRenamePasskey } from '../api/passkeys.ts'

interface PasskeyItemProps {
  passkey: Passkey
  /** Once the password was given. */
  isRemovable: boolean
  onRemove: () => void
}

export function PasskeyItem({ passkey, isRemovable, onRemove }: PasskeyItemProps) {
  const { id, name, createdAt, lastUsedAt } = passkey
  const [newName, setNewName] = useState<string | null>(null)
  const rename = useRenamePasskey()

  function submit(event: FormEvent): void {
    event.preventDefault()
    rename.mutate({ passkeyId: id, name: newName ?? name }, { onSuccess: () => setNewName(null) })
  }

  if (newName !== null)
    return (
      <li>
        <Form className={styles.form ?? ''} onSubmit={submit}>
          <Field label="New name" value={newName} onChange={setNewName} isRequired maxLength={80} autoFocus />
          <Button type="submit" isDisabled={rename.isPending}>
            Rename
          </Button>
          <FormError error={rename.error} />
        </Form>
      </li>
    )
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <span>
          Added {formatMoment(createdAt)} · {lastUsedAt ? `last used ${formatMoment(lastUsedAt)}` : 'not used yet'}
        </span>
      </div>
      <span className={styles.acts}>
        <Button size="small" aria-label={`Rename ${name}`} onPress={() => setNewName(name)}>
          Rename
        </Button>
        <Button size="small" aria-label={`Remove ${name}`} isDisabled={!isRemovable} onPress={onRemove}>
          Remove
        </Button>
      </span>
    </li>
  )
}
