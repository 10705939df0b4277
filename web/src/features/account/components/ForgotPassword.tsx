import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useRequestReset } from '../api/links.ts'
import { Card } from './Card.tsx'
import styles from './SignIn.module.css'

export function ForgotPassword() {
  const [email, setEmail] = useState('')
  const ask = useRequestReset()

  function submit(event: FormEvent): void {
    event.preventDefault()
    ask.mutate(email)
  }

  return (
    <Card title="A new password">
      {ask.isSuccess ? (
        <p role="status">
          If somebody here has this address, a mail with a link is on its way. The link works for an hour.
        </p>
      ) : (
        <Form className={styles.form ?? ''} onSubmit={submit}>
          <Field
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={setEmail}
            isRequired
            autoFocus
          />
          <FormError error={ask.error} />
          <Button look="primary" type="submit" isDisabled={ask.isPending}>
            Send a link
          </Button>
        </Form>
      )}
    </Card>
  )
}
