import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useRemoveSecondStep, useRenewRecoveryCodes } from '../api/second-step.ts'

interface PresentSecondStepProps {
  /** Recovery codes that were not used yet. */
  left: number
  onRenewed: (recoveryCodes: readonly string[]) => void
}

export function PresentSecondStep({ left, onRenewed }: PresentSecondStepProps) {
  const [password, setPassword] = useState('')
  const renew = useRenewRecoveryCodes()
  const remove = useRemoveSecondStep()

  function submit(event: FormEvent): void {
    event.preventDefault()
    const onSuccess = ({ recoveryCodes }: { recoveryCodes: readonly string[] }) => {
      setPassword('')
      onRenewed(recoveryCodes)
    }
    renew.mutate(password, { onSuccess })
  }

  return (
    <Form className={styles.stack ?? ''} onSubmit={submit}>
      <p>Your sign-in takes a code of your app. {left} recovery codes are left.</p>
      <PresentPasswordField value={password} onChange={setPassword} />
      <FormError error={renew.error ?? remove.error} />
      <span className={styles.acts}>
        <Button type="submit" isDisabled={renew.isPending}>
          New recovery codes
        </Button>
        <Button isDisabled={remove.isPending || password === ''} onPress={() => remove.mutate(password)}>
          Remove the app
        </Button>
      </span>
    </Form>
  )
}
