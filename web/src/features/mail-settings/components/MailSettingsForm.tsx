import type { GivenMailSettings, MailSettings } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import styles from '../../../components/Page.module.css'
import { useDeleteMailSettings, usePutMailSettings, useTestMailSettings } from '../api/mail-settings.ts'
import { draftOf, type ServerDraft, serverOf } from '../lib/server-draft.ts'
import { Conversation } from './Conversation.tsx'
import { ServerFields } from './ServerFields.tsx'

export function MailSettingsForm({ settings }: { settings: MailSettings }) {
  const [senderName, setSenderName] = useState(settings.senderName ?? '')
  const [replyTo, setReplyTo] = useState(settings.replyTo ?? '')
  const [server, setServer] = useState<ServerDraft | null>(settings.server && draftOf(settings.server))
  const put = usePutMailSettings()
  const remove = useDeleteMailSettings()
  const trial = useTestMailSettings()
  const isBusy = put.isPending || remove.isPending || trial.isPending
  const values = (): GivenMailSettings => ({
    senderName: senderName.trim() || null,
    replyTo: replyTo.trim() || null,
    server: server && serverOf(server),
  })

  /** Both buttons ask for what is in the form: what is not valid is not sent. */
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    if ((submitter as HTMLButtonElement | null)?.name === 'test') trial.mutate(values())
    else put.mutate(values())
  }

  return (
    <Form className={styles.stack ?? ''} onSubmit={submit}>
      <Field
        label="Name of the sender"
        placeholder="Throughline"
        value={senderName}
        onChange={setSenderName}
        maxLength={200}
      />
      <Field
        label="Answers go to"
        type="email"
        placeholder="office@example.com"
        value={replyTo}
        onChange={setReplyTo}
        maxLength={254}
      />
      <label className={styles.setting}>
        <input
          type="checkbox"
          checked={server !== null}
          onChange={({ target }) => setServer(target.checked ? draftOf(settings.server) : null)}
        />
        <span>
          <strong>Send through a server of our own</strong>
          <span>Otherwise mails go through the server of this service, from its address.</span>
        </span>
      </label>
      {server && (
        <ServerFields draft={server} hasPassword={settings.server?.hasPassword ?? false} onChange={setServer} />
      )}
      <div className={styles.acts}>
        <Button look="primary" type="submit" isDisabled={isBusy}>
          Save
        </Button>
        {server && (
          <Button type="submit" name="test" isDisabled={isBusy}>
            Send a test
          </Button>
        )}
        {settings.updatedAt !== null && (
          <Button look="danger" isDisabled={isBusy} onPress={() => remove.mutate()}>
            Take all of it away
          </Button>
        )}
      </div>
      {put.isSuccess && !put.isPending && <p role="status">Saved.</p>}
      {trial.isPending && <p role="status">The mail is being sent…</p>}
      {trial.data && !trial.isPending && <Conversation trial={trial.data} />}
    </Form>
  )
}
