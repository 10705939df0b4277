import { useQuery } from '@tanstack/react-query'
import type { InvitedRole } from '@throughline/contract'
import { type FormEvent, useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { Field } from '../../../components/Field.tsx'
import { FormError } from '../../../components/FormError.tsx'
import styles from '../../../components/Page.module.css'
import { formatMoment } from '../../../lib/dates.ts'
import { invitationsQuery, useInvite, useRevokeInvitation, useSendInvitation } from '../api/invitations.ts'

/** For administrators: who is asked to join, and has not yet. */
export function Invitations() {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<InvitedRole>('member')
  const invitations = useQuery(invitationsQuery)
  const invite = useInvite()
  const send = useSendInvitation()
  const revoke = useRevokeInvitation()

  function submit(event: FormEvent): void {
    event.preventDefault()
    invite.mutate({ email, role }, { onSuccess: () => setEmail('') })
  }

  return (
    <section className={styles.part} aria-labelledby="invitations">
      <h2 id="invitations">Invite people</h2>
      <Form className={styles.stack ?? ''} onSubmit={submit}>
        <Field label="Email" type="email" autoComplete="off" value={email} onChange={setEmail} isRequired />
        <label className={styles.choice}>
          Role
          <select value={role} onChange={({ target }) => setRole(target.value as InvitedRole)}>
            <option value="member">member</option>
            <option value="admin">admin</option>
          </select>
        </label>
        <FormError error={invite.error} />
        <Button type="submit" isDisabled={invite.isPending}>
          Invite
        </Button>
      </Form>
      <ul className={styles.list} aria-label="Invitations">
        {invitations.data?.items.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <strong>{invitation.email}</strong>
              <span>
                {invitation.role} · until {formatMoment(invitation.expiresAt)}
              </span>
            </div>
            <span className={styles.acts}>
              <Button
                size="small"
                aria-label={`Send the invitation of ${invitation.email} again`}
                onPress={() => send.mutate(invitation.id)}
              >
                Send again
              </Button>
              <Button
                size="small"
                aria-label={`Take the invitation of ${invitation.email} back`}
                onPress={() => revoke.mutate(invitation.id)}
              >
                Take back
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
