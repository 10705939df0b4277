import { Link } from '@tanstack/react-router'
import { RequestError } from '@throughline/client'
import type { SignInProblem } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useSignIn } from '../api/use-sign-in.ts'
import { Card } from './Card.tsx'
import { CodeField } from './CodeField.tsx'
import { PasskeyButton } from './PasskeyButton.tsx'
import { Problem } from './Problem.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import styles from './SignIn.module.css'

interface SignInProps {
  /** Where one wanted to go. */
  next?: string | undefined
  /** Why a provider did not let one in. */
  problem?: SignInProblem | undefined
  onSignedIn: () => void
}

export function SignIn({ next, problem, onSignedIn }: SignInProps) {
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
      {problem && <Problem problem={problem} />}
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
        {asksCode && <CodeField value={code} onChange={setCode} />}
        <FormError error={isCodeNeeded ? null : signIn.error} />
        <Button look="primary" type="submit" isDisabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
        <Link to="/forgot-password">Forgot it?</Link>
      </Form>
      <div className={styles.others}>
        <PasskeyButton onSignedIn={onSignedIn} />
        <ProviderButtons label="Sign in with" {...(next ? { next } : {})} />
      </div>
    </Card>
  )
}
