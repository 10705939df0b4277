import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useResetPassword } from '../api/links.ts'
import { secretOfPage } from '../lib/secret-of-page.ts'
import { Card } from './Card.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import styles from './SignIn.module.css'

/** Where the link of a mail leads. */
export function ResetPassword() {
  const [password, setPassword] = useState('')
  const reset = useResetPassword()

  function submit(event: FormEvent): void {
    event.preventDefault()
    reset.mutate({ secret: secretOfPage(), password })
  }

  return (
    <Card title="Set a new password">
      {reset.isSuccess ? (
        <p role="status">
          Your password is set, and all sessions have ended. <Link to="/sign-in">Sign in</Link>
        </p>
      ) : (
        <Form className={styles.form ?? ''} onSubmit={submit}>
          <NewPasswordField value={password} onChange={setPassword} />
          <FormError error={reset.error} />
          <Button look="primary" type="submit" isDisabled={reset.isPending}>
            Set the password
          </Button>
        </Form>
      )}
    </Card>
  )
}
