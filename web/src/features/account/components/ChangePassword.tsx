import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useChangePassword } from '../api/sessions.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

export function ChangePassword() {
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const change = useChangePassword()

  function submit(event: FormEvent): void {
    event.preventDefault()
    const forget = () => {
      setPassword('')
      setNewPassword('')
    }
    change.mutate({ password, newPassword }, { onSuccess: forget })
  }

  return (
    <section className={styles.part} aria-labelledby="change-password">
      <h2 id="change-password">Change your password</h2>
      <Form className={styles.stack ?? ''} onSubmit={submit}>
        <PresentPasswordField value={password} onChange={setPassword} />
        <NewPasswordField value={newPassword} onChange={setNewPassword} />
        <FormError error={change.error} />
        {change.isSuccess && <p role="status">Your password is changed. All other sessions have ended.</p>}
        <Button type="submit" isDisabled={change.isPending}>
          Change the password
        </Button>
      </Form>
    </section>
  )
}
