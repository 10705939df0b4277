import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useConfirmSignIn } from '../api/ways.ts'
import { Card } from './Card.tsx'
import { CodeField } from './CodeField.tsx'
import styles from './SignIn.module.css'

/** After a provider has said who somebody is: the second step. */
export function ConfirmSignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [code, setCode] = useState('')
  const confirm = useConfirmSignIn()

  function submit(event: FormEvent): void {
    event.preventDefault()
    confirm.mutate(code.trim(), { onSuccess: onSignedIn })
  }

  return (
    <Card title="One more step">
      <Form className={styles.form ?? ''} onSubmit={submit}>
        <CodeField value={code} onChange={setCode} />
        <FormError error={confirm.error} />
        <Button look="primary" type="submit" isDisabled={confirm.isPending}>
          Sign in
        </Button>
        <Link to="/sign-in">Begin again</Link>
      </Form>
    </Card>
  )
}
