import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { invitationQuery, useAcceptInvitation } from '../api/links.ts'
import { secretOfPage } from '../lib/secret-of-page.ts'
import { Card } from './Card.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import styles from './SignIn.module.css'

/** Where the link of an invitation leads. Who is known joins by a press; who is new says name and password. */
export function Invitation() {
  const secret = secretOfPage()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const look = useQuery(invitationQuery(secret))
  const accept = useAcceptInvitation()

  function submit(event: FormEvent): void {
    event.preventDefault()
    accept.mutate({ secret, ...(look.data?.known ? {} : { name, password }) })
  }

  if (accept.isSuccess)
    return (
      <Card title="Welcome">
        <p role="status">
          You belong to {look.data?.organisationName} now. <Link to="/sign-in">Sign in</Link>
        </p>
      </Card>
    )
  return (
    <Card title={look.data ? `Join ${look.data.organisationName}` : 'Invitation'}>
      {look.isPending && <Skeleton label="Reading the invitation" lines={3} />}
      <FormError error={look.error} />
      {look.data && (
        <Form className={styles.form ?? ''} onSubmit={submit}>
          <p>
            {look.data.known
              ? `You join as ${look.data.email}, with the password that you have.`
              : `You will sign in as ${look.data.email}.`}
          </p>
          {!look.data.known && (
            <>
              <Field label="Name" autoComplete="name" value={name} onChange={setName} isRequired maxLength={200} />
              <NewPasswordField label="Password" value={password} onChange={setPassword} />
            </>
          )}
          <FormError error={accept.error} />
          <Button look="primary" type="submit" isDisabled={accept.isPending}>
            Join
          </Button>
        </Form>
      )}
      {look.data?.known === false && (
        <div className={styles.others}>
          <ProviderButtons label="Join with" invitation={secret} />
        </div>
      )}
    </Card>
  )
}
