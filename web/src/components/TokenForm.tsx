import type { TokenScope, TokenValues } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from './Button.tsx'
import { Field } from './Field.tsx'
import { FormError } from './FormError.tsx'
import styles from './Page.module.css'

const scopeWords: Record<TokenScope, string> = {
  read: 'read: looks, and changes nothing',
  write: 'write: changes plans and projects',
  admin: 'admin: people, rights and settings as well',
}

const lifetimes = [7, 30, 90, 365]

interface TokenFormProps {
  projects: readonly { id: string; name: string }[]
  create: {
    isPending: boolean
    error: unknown
    mutate: (values: TokenValues, options: { onSuccess: () => void }) => void
  }
}

/** Makes a token that may as little as its program needs. */
export function TokenForm({ projects, create }: TokenFormProps) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('write')
  const [days, setDays] = useState<number | undefined>(90)
  const [chosen, setChosen] = useState<readonly string[]>([])

  function submit(event: FormEvent): void {
    event.preventDefault()
    const values = { name, scope, projectIds: chosen.length > 0 ? [...chosen] : null }
    create.mutate(days ? { ...values, expiresInDays: days } : values, { onSuccess: () => setName('') })
  }

  return (
    <Form className={styles.stack ?? ''} onSubmit={submit}>
      <Field label="Name" placeholder="Nightly export" value={name} onChange={setName} isRequired maxLength={200} />
      <div className={styles.filters}>
        <label className={styles.choice}>
          May
          <select value={scope} onChange={({ target }) => setScope(target.value as TokenScope)}>
            {Object.entries(scopeWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.choice}>
          Ends
          <select
            value={days ?? ''}
            onChange={({ target }) => setDays(target.value ? Number(target.value) : undefined)}
          >
            {lifetimes.map((each) => (
              <option key={each} value={each}>
                in {each} days
              </option>
            ))}
            <option value="">never</option>
          </select>
        </label>
      </div>
      {projects.length > 0 && (
        <details>
          <summary>{chosen.length === 0 ? 'In all projects' : `In ${chosen.length} of the projects`}</summary>
          <fieldset className={styles.choices}>
            <legend>Only in</legend>
            {projects.map(({ id, name: project }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={({ target }) =>
                    setChosen(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                  }
                />
                {project}
              </label>
            ))}
          </fieldset>
        </details>
      )}
      <FormError error={create.error} />
      <Button look="primary" type="submit" isDisabled={create.isPending}>
        Create token
      </Button>
    </Form>
  )
}
