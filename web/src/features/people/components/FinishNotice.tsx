import { mayInProject, type Project } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import { useSetFinishNotice } from '../api/finish-notice.ts'
import styles from './People.module.css'

const mostDays = 365

/** How far the finish of the project moves before people are told. */
export function FinishNotice({ project }: { project: Project }) {
  /** What is typed and not saved yet; null: nothing, so that what others set is shown. */
  const [typed, setTyped] = useState<string | null>(null)
  const set = useSetFinishNotice(project.id)
  const mayChange = mayInProject(project, 'project.change')
  const present = String(project.finishNoticeDays)
  const shown = typed ?? present

  function submit(event: FormEvent): void {
    event.preventDefault()
    set.mutate(Number(shown), { onSuccess: () => setTyped(null) })
  }

  return (
    <section aria-labelledby="finish-notice">
      <h2 id="finish-notice" className={styles.heading}>
        When the finish moves
      </h2>
      <Form className={styles.notice ?? ''} onSubmit={submit}>
        <Field
          label="Tell of more than so many days"
          type="number"
          inputMode="numeric"
          value={shown}
          onChange={setTyped}
          validate={wrongDays}
          isDisabled={!mayChange}
          isRequired
        />
        {mayChange && (
          <Button type="submit" isDisabled={set.isPending || shown === present}>
            Save
          </Button>
        )}
      </Form>
      <FormError error={set.error} />
      {set.isSuccess && typed === null && <p role="status">Saved.</p>}
      <p className={styles.hint}>
        Managers of the project, and who watches it, are told of a finish that moves further than that. 0: nobody is.
      </p>
    </section>
  )
}

function wrongDays(text: string): string | null {
  const days = Number(text)
  return Number.isInteger(days) && days >= 0 && days <= mostDays ? null : `Whole days, from 0 to ${mostDays}`
}
