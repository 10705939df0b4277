import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'

interface NameFormProps {
  action: string
  placeholder: string
  maxLength: number
  make: {
    isPending: boolean
    error: unknown
    mutate: (name: string, options: { onSuccess: () => void }) => void
  }
}

/** Makes what needs no more than a name. */
export function NameForm({ action, placeholder, maxLength, make }: NameFormProps) {
  const [name, setName] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    make.mutate(name, { onSuccess: () => setName('') })
  }

  return (
    <Form onSubmit={submit}>
      <div className={styles.form}>
        <Field
          label="Name"
          placeholder={placeholder}
          value={name}
          onChange={setName}
          maxLength={maxLength}
          autoComplete="off"
          isRequired
        />
        <Button look="primary" type="submit" isDisabled={make.isPending}>
          {action}
        </Button>
      </div>
      <FormError error={make.error} />
    </Form>
  )
}
