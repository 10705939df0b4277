import type { MailTls } from '@throughline/contract'
import { Field } from '../../../components/Field.tsx'
import styles from '../../../components/Page.module.css'
import { type ServerDraft, usualPorts, usualTls } from '../lib/server-draft.ts'

interface ServerFieldsProps {
  draft: ServerDraft
  hasPassword: boolean
  onChange: (draft: ServerDraft) => void
}

const tlsWords: Record<MailTls, string> = {
  starttls: 'asked for first (STARTTLS)',
  implicit: 'from the beginning (SMTPS)',
  none: 'none, in the network of this service only',
}

export function ServerFields({ draft, hasPassword, onChange }: ServerFieldsProps) {
  const set = (patch: Partial<ServerDraft>) => onChange({ ...draft, ...patch })
  return (
    <>
      <Field
        label="Host"
        placeholder="smtp.example.com"
        value={draft.host}
        onChange={(host) => set({ host })}
        isRequired
        maxLength={253}
      />
      <Field
        label="Port"
        hint={`One of ${usualPorts.join(', ')}.`}
        inputMode="numeric"
        pattern="[0-9]{1,5}"
        value={draft.port}
        onChange={(port) => set({ port, ...(usualTls[port] ? { tls: usualTls[port] } : {}) })}
        isRequired
        maxLength={5}
      />
      <label className={styles.choice}>
        TLS
        <select value={draft.tls} onChange={({ target }) => set({ tls: target.value as MailTls })}>
          {(Object.keys(tlsWords) as MailTls[]).map((each) => (
            <option key={each} value={each}>
              {tlsWords[each]}
            </option>
          ))}
        </select>
      </label>
      <Field
        label="Username"
        autoComplete="off"
        value={draft.username}
        onChange={(username) => set({ username })}
        maxLength={320}
      />
      <Field
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={hasPassword ? 'Left empty: the one that is kept. It is shown to nobody.' : 'It is shown to nobody.'}
        value={draft.password}
        onChange={(password) => set({ password })}
        maxLength={500}
      />
      <Field
        label="Mails come from"
        type="email"
        placeholder="plans@example.com"
        hint="An address that the server lets you send from."
        value={draft.fromAddress}
        onChange={(fromAddress) => set({ fromAddress })}
        isRequired
        maxLength={254}
      />
    </>
  )
}
