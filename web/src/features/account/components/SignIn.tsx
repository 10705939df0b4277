import { Link } from '@tanstack/react-router'
import { RequestError } from '@throughline/client'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useSignIn } from '../api/use-sign-in.ts'
import { Card } from './Card.tsx'
import styles from './SignIn.module.css'

interface SignInProps {
  onSignedIn: () => void
}

export function SignIn({ onSignedIn }: SignInProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const signIn = useSignIn()
  const [asksCode, setAsksCode] = useState(false)
  const isCodeNeeded = signIn.error instanceof RequestError && signIn.error.type === 'code-needed'
  // Once it is asked for, it stays: a wrong code is told as any other refusal.
  if (isCodeNeeded && !asksCode) setAsksCode(true)

  function submit(event: FormEvent): void {
    event.preventDefault()
    signIn.mutate({ email, password, ...(asksCode ? { code: code.trim() } : {}) }, { onSuccess: onSignedIn })
  }

  return (
    <Card title="Sign in">
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
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
        />
        {asksCode && (
          <Field
            label="Code"
            hint="Of your authenticator app, or one of your recovery codes."
            name="code"
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            isRequired
            autoFocus
          />
        )}
        <FormError error={isCodeNeeded ? null : signIn.error} />
        <Button look="primary" type="submit" isDisabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
        <Link to="/forgot-password">Forgot it?</Link>
      </Form>
    </Card>
  )
}
