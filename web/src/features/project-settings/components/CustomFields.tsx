import type { CustomField, Plan } from '@throughline/contract'
import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { useSend } from '../../../lib/use-send.ts'
import { addField, fieldTypes, removeField, valuesIn } from '../lib/custom-fields.ts'
import { text } from '../lib/text.ts'
import styles from './ProjectSettings.module.css'

interface CustomFieldsProps {
  plan: Plan
  mayChange: boolean
}

export function CustomFields({ plan, mayChange }: CustomFieldsProps) {
  const send = useSend()
  const [name, setName] = useState('')
  const [type, setType] = useState<CustomField['type']>('text')
  const [removing, setRemoving] = useState<CustomField | null>(null)
  const { customFields } = plan.project

  async function add(): Promise<void> {
    if (name.trim() !== '' && (await send(addField(plan.project, name, type)))) setName('')
  }

  return (
    <section aria-labelledby="settings-fields" className={styles.group}>
      <h2 id="settings-fields">{text('fields')}</h2>
      <p className={styles.lead}>{text('fieldsLead')}</p>
      {customFields.length === 0 && <p className={styles.lead}>{text('noFields')}</p>}
      <ul className={styles.list} aria-label={text('fields')}>
        {customFields.map((field) => (
          <li key={field.key}>
            <div>
              {field.name}
              <span>
                {text(`fieldType_${field.type}`)}, {field.key}
              </span>
            </div>
            {mayChange && (
              <IconButton
                label={text('removeField', { name: field.name })}
                icon={<X />}
                onPress={() => setRemoving(field)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <label>
            {text('fieldName')}
            <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </label>
          <label>
            {text('fieldType')}
            <select
              value={type}
              onChange={(event) => setType(fieldTypes.find((each) => each === event.target.value) ?? 'text')}
            >
              {fieldTypes.map((each) => (
                <option key={each} value={each}>
                  {text(`fieldType_${each}`)}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit" isDisabled={name.trim() === ''}>
            {text('addField')}
          </Button>
        </form>
      )}
      <ConfirmDialog
        title={text('removeFieldTitle', { name: removing?.name ?? '' })}
        action={text('remove')}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && void send(removeField(plan.project, removing))}
      >
        {text('removeFieldText', { count: removing ? valuesIn(plan, removing) : 0 })}
      </ConfirmDialog>
    </section>
  )
}
