import { QRCodeSVG } from 'qrcode.react'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useBeginSecondStep, useConfirmSecondStep } from '../api/second-step.ts'

interface AddSecondStepProps {
  onAdded: (recoveryCodes: readonly string[]) => void
}

/** First the password, then the secret for the app, then the app's first code. */
export function AddSecondStep({ onAdded }: AddSecondStepProps) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const begin = useBeginSecondStep()
  const confirm = useConfirmSecondStep()

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!begin.data) begin.mutate(password, { onSuccess: () => setPassword('') })
    else confirm.mutate(code.trim(), { onSuccess: ({ recoveryCodes }) => onAdded(recoveryCodes) })
  }

  return (
    <Form className={styles.stack ?? ''} onSubmit={submit}>
      {begin.data ? (
        <>
          <p>
            Scan this with your authenticator app, enter the secret into it, or{' '}
            <a href={begin.data.uri}>open it on this device</a>. Then type the code that the app shows.
          </p>
          <QRCodeSVG value={begin.data.uri} size={200} marginSize={4} title="QR code of the secret" />
          <div className={styles.secret}>
            <input readOnly aria-label="Secret for the app" value={begin.data.secret} />
          </div>
          <Field label="Code" autoComplete="one-time-code" value={code} onChange={setCode} isRequired />
          <FormError error={confirm.error} />
        </>
      ) : (
        <>
          <p>With an app that makes codes, your password alone lets nobody in.</p>
          <PresentPasswordField value={password} onChange={setPassword} />
          <FormError error={begin.error} />
        </>
      )}
      <Button type="submit" isDisabled={begin.isPending || confirm.isPending}>
        {begin.data ? 'Ask for codes from now on' : 'Add an app'}
      </Button>
    </Form>
  )
}
