import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { PresentPasswordField } from '../../../components/PresentPasswordField.tsx'
import { useDeleteOrganisation } from '../api/life.ts'

/** Asks for the name, so that nobody means another organisation, and for the password. */
export function DeleteOrganisation({ organisationId }: { organisationId: string }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const remove = useDeleteOrganisation(organisationId)

  function submit(event: FormEvent): void {
    event.preventDefault()
    remove.mutate({ name, password }, { onSettled: () => setPassword('') })
  }

  return (
    <section className={styles.part} aria-labelledby="delete">
      <h2 id="delete">Delete the organisation</h2>
      <p className={styles.lead}>
        It is closed at once, and everything in it is deleted for good after a time in which you can call that off. All
        owners get a mail.
      </p>
      <Form className={styles.stack ?? ''} onSubmit={submit}>
        <Field label="Name of the organisation" value={name} onChange={setName} isRequired maxLength={200} />
        <PresentPasswordField value={password} onChange={setPassword} />
        <FormError error={remove.error} />
        <Button look="danger" type="submit" isDisabled={remove.isPending}>
          Delete the organisation
        </Button>
      </Form>
    </section>
  )
}
