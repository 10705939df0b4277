import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation, type OrganisationRole, organisationRoles, type Person } from '@throughline/contract'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { peopleQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { usePatchPerson } from '../api/people.ts'
import { Invitations } from './Invitations.tsx'

/** Who belongs to the organisation, and as what. */
export function People() {
  const session = useSession()
  const people = useQuery(peopleQuery)
  if (!session) return null
  const mayChange = mayInOrganisation(session.organisation.role, 'person.change')
  return (
    <div className={styles.page}>
      <title>People · Throughline</title>
      <h1>People</h1>
      <p className={styles.lead}>
        Members see the projects that they, or a team of theirs, have a role in. Admins and owners see all of them.
      </p>
      {people.isPending && <Skeleton label="Loading the people" lines={4} />}
      {people.error && <p role="alert">{explain(people.error)}</p>}
      <ul className={styles.list} aria-label="People">
        {people.data?.items.map((person) => (
          <PersonItem
            key={person.id}
            person={person}
            mayChange={mayChange && person.id !== session.person.id}
            isOwner={session.organisation.role === 'owner'}
          />
        ))}
      </ul>
      {mayChange && <Invitations />}
    </div>
  )
}

interface PersonItemProps {
  person: Person
  mayChange: boolean
  /** Only owners make and unmake owners. */
  isOwner: boolean
}

function PersonItem({ person, mayChange, isOwner }: PersonItemProps) {
  const [isAsked, setAsked] = useState(false)
  const patch = usePatchPerson()
  const change = (values: { role: OrganisationRole } | { isDisabled: boolean }) =>
    patch.mutate({ personId: person.id, patch: values })
  const roles = isOwner ? organisationRoles : organisationRoles.filter((role) => role !== 'owner')
  const mayTouch = mayChange && (isOwner || person.role !== 'owner')
  return (
    <li className={person.isDisabled ? styles.off : ''}>
      <div>
        <strong>{person.name}</strong>
        <span>
          {person.email}
          {person.isDisabled && ' · put off: can not sign in here'}
        </span>
      </div>
      {mayTouch ? (
        <span className={styles.acts}>
          <select
            aria-label={`Role of ${person.name}`}
            value={person.role}
            disabled={patch.isPending}
            onChange={({ target }) => change({ role: target.value as OrganisationRole })}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {role}
              </option>
            ))}
          </select>
          {person.isDisabled ? (
            <Button
              size="small"
              aria-label={`Let ${person.name} back in`}
              onPress={() => change({ isDisabled: false })}
            >
              Let back in
            </Button>
          ) : (
            <Button size="small" aria-label={`Put ${person.name} off`} onPress={() => setAsked(true)}>
              Put off
            </Button>
          )}
        </span>
      ) : (
        <span>{person.role}</span>
      )}
      <ConfirmDialog
        title={`Put ${person.name} off?`}
        action="Put off"
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => change({ isDisabled: true })}
      >
        Their sessions and tokens end at once. What they made stays, and you can let them back in.
      </ConfirmDialog>
    </li>
  )
}
