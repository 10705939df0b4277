import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { useChangeName } from '../api/sessions.ts'

export function ChangeName({ name: present }: { name: string }) {
  const [name, setName] = useState(present)
  const change = useChangeName()

  function submit(event: FormEvent): void {
    event.preventDefault()
    change.mutate(name, { onSuccess: ({ person }) => setName(person.name) })
  }

  return (
    <section className={styles.part} aria-labelledby="change-name">
      <h2 id="change-name">Your name</h2>
      <Form className={styles.stack ?? ''} onSubmit={submit}>
        <Field label="Name" autoComplete="name" value={name} onChange={setName} isRequired />
        <FormError error={change.error} />
        {change.isSuccess && <p role="status">Others see this name from now on.</p>}
        <Button type="submit" isDisabled={change.isPending || name.trim() === present}>
          Change name
        </Button>
      </Form>
    </section>
  )
}
