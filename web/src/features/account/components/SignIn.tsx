import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { Logo } from '../../../components/Logo.tsx'
import { explain } from '../../../lib/toasts.ts'
import { useSignIn } from '../api/use-sign-in.ts'
import styles from './SignIn.module.css'

interface SignInProps {
  onSignedIn: () => void
}

export function SignIn({ onSignedIn }: SignInProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()

  function submit(event: FormEvent): void {
    event.preventDefault()
    signIn.mutate({ email, password }, { onSuccess: onSignedIn })
  }

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo />
        <h1>Sign in</h1>
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
          {signIn.isError && (
            <p className={styles.error} role="alert">
              {explain(signIn.error)}
            </p>
          )}
          <Button look="primary" type="submit" isDisabled={signIn.isPending}>
            {signIn.isPending ? 'Signing in…' : 'Sign in'}
          </Button>
        </Form>
      </div>
      <p className={styles.foot}>Plans that are durable, explained and live.</p>
    </main>
  )
}
