import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useRequestEmailChange } from '../api/sessions.ts'

export function ChangeEmail() {
  const [password, setPassword] = useState('')
  const [email, setEmail] = useState('')
  const ask = useRequestEmailChange()

  function submit(event: FormEvent): void {
    event.preventDefault()
    ask.mutate({ password, email }, { onSuccess: () => setPassword('') })
  }

  return (
    <section className={styles.part} aria-labelledby="change-email">
      <h2 id="change-email">Change your address</h2>
      <Form className={styles.stack ?? ''} onSubmit={submit}>
        <Field label="New email" type="email" autoComplete="off" value={email} onChange={setEmail} isRequired />
        <PresentPasswordField value={password} onChange={setPassword} />
        <FormError error={ask.error} />
        {ask.isSuccess && <p role="status">A mail with a link is on its way to the new address.</p>}
        <Button type="submit" isDisabled={ask.isPending}>
          Send a link to it
        </Button>
      </Form>
    </section>
  )
}
