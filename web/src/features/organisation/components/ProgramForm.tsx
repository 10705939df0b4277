import type { Program } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { usePatchProgram } from '../api/programs.ts'
import own from './Programs.module.css'

/** What a program is called and what it is about. Somebody else's change meanwhile is not overwritten. */
export function ProgramForm({ program }: { program: Program }) {
  const [name, setName] = useState(program.name)
  const [description, setDescription] = useState(program.description)
  const patch = usePatchProgram(program.id)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const given = {
      ...(name === program.name ? {} : { name }),
      ...(description === program.description ? {} : { description }),
    }
    patch.mutate({ patch: given, seen: program.revision })
  }

  return (
    <Form className={own.form ?? ''} onSubmit={submit}>
      <Field label="Name" value={name} onChange={setName} maxLength={200} autoComplete="off" isRequired />
      <Field label="Description" value={description} onChange={setDescription} maxLength={20_000} autoComplete="off" />
      <FormError error={patch.error} />
      <div>
        <Button type="submit" isDisabled={patch.isPending}>
          Save
        </Button>
      </div>
    </Form>
  )
}
