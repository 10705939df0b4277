import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useAddPasskey, useRemovePasskey } from '../api/passkeys.ts'
import { waysQuery } from '../api/ways.ts'
import { PasskeyItem } from './PasskeyItem.tsx'

/** Keys of a device or a password manager that sign in without a password; to add or remove one takes it. */
export function Passkeys() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const ways = useQuery(waysQuery)
  const add = useAddPasskey()
  const remove = useRemovePasskey()
  const { hasPassword = false, passkeys = [] } = ways.data ?? {}
  const forget = () => {
    setName('')
    setPassword('')
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    add.mutate({ name, password }, { onSuccess: forget })
  }

  return (
    <section className={styles.part} aria-labelledby="passkeys">
      <h2 id="passkeys">Passkeys</h2>
      <ul className={styles.list} aria-label="Passkeys">
        {passkeys.map((passkey) => (
          <PasskeyItem
            key={passkey.id}
            passkey={passkey}
            isRemovable={password !== '' && !remove.isPending}
            onRemove={() => remove.mutate({ passkeyId: passkey.id, password }, { onSuccess: forget })}
          />
        ))}
      </ul>
      {hasPassword && browserSupportsWebAuthn() && (
        <Form className={styles.stack ?? ''} onSubmit={submit}>
          <p>A passkey of your device or your password manager signs you in without your password or a code.</p>
          <Field
            label="Name of the passkey"
            placeholder="Phone"
            value={name}
            onChange={setName}
            isRequired
            maxLength={80}
          />
          <PresentPasswordField value={password} onChange={setPassword} />
          <FormError error={add.error ?? remove.error} />
          <Button type="submit" isDisabled={add.isPending}>
            Add a passkey
          </Button>
        </Form>
      )}
    </section>
  )
}
