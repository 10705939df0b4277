import {
  type GivenWebhookValues,
  usualEventTypes,
  type WebhookEventType,
  type WebhookFormat,
  webhookEventTypes,
  webhookFormats,
} from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { addressExamples, eventNames, formatHints, formatNames } from '../lib/webhook-text.ts'
import styles from './Webhooks.module.css'

interface NewWebhookFormProps {
  isBusy: boolean
  onCreate: (values: GivenWebhookValues, options: { onSuccess: () => void }) => void
}

export function NewWebhookForm({ isBusy, onCreate }: NewWebhookFormProps) {
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [chosen, setChosen] = useState<readonly WebhookEventType[]>(usualEventTypes.standard)
  const [format, setFormat] = useState<WebhookFormat>('standard')

  function submit(event: FormEvent): void {
    event.preventDefault()
    const clear = () => {
      setName('')
      setUrl('')
    }
    onCreate({ name, url, format, eventTypes: [...chosen], projectIds: null }, { onSuccess: clear })
  }
  const toggle = (type: WebhookEventType, isOn: boolean) =>
    setChosen(isOn ? [...chosen, type] : chosen.filter((each) => each !== type))

  function choose(next: WebhookFormat): void {
    setFormat(next)
    setChosen(usualEventTypes[next])
  }

  return (
    <Form className={styles.form ?? ''} onSubmit={submit}>
      <label className={styles.format}>
        <span>What is told</span>
        <select value={format} onChange={({ target }) => choose(target.value as WebhookFormat)}>
          {webhookFormats.map((each) => (
            <option key={each} value={each}>
              {formatNames[each]}
            </option>
          ))}
        </select>
      </label>
      <Field label="Name" placeholder="Build server" value={name} onChange={setName} isRequired maxLength={200} />
      <Field
        label="Address"
        type="url"
        placeholder={addressExamples[format]}
        hint={formatHints[format]}
        value={url}
        onChange={setUrl}
        isRequired
        maxLength={2_000}
      />
      <fieldset className={styles.events}>
        <legend>Events</legend>
        {webhookEventTypes.map((type) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={chosen.includes(type)}
              onChange={({ target }) => toggle(type, target.checked)}
            />
            {eventNames[type]}
          </label>
        ))}
      </fieldset>
      <Button look="primary" type="submit" isDisabled={isBusy || chosen.length === 0}>
        Create webhook
      </Button>
    </Form>
  )
}
