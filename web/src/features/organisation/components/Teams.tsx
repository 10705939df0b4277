import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation, type Person, type Team } from '@throughline/contract'
import { UsersRound, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { peopleQuery, teamsQuery } from '../../../lib/organisation.ts'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { useCreateTeam, useDeleteTeam, useDeleteTeamMember, usePutTeamMember } from '../api/teams.ts'
import { NameForm } from './NameForm.tsx'
import own from './Teams.module.css'

/** People who have roles in projects together. */
export function Teams() {
  const session = useSession()
  const teams = useQuery(teamsQuery)
  const people = useQuery(peopleQuery)
  const create = useCreateTeam()
  if (!session) return null
  const mayChange = mayInOrganisation(session.organisation.role, 'team.change')
  const error = teams.error ?? people.error
  return (
    <div className={styles.page}>
      <title>Teams · Throughline</title>
      <h1>Teams</h1>
      <p className={styles.lead}>
        A team is given a role in a project as a person is. A role that somebody has there themselves counts before it.
      </p>
      {mayChange && <NameForm action="Create team" placeholder="Civil works" maxLength={80} make={create} />}
      {(teams.isPending || people.isPending) && <Skeleton label="Loading the teams" lines={4} />}
      {error && <p role="alert">{explain(error)}</p>}
      {teams.data?.items.length === 0 && (
        <EmptyState icon={<UsersRound />} title="No teams yet">
          {mayChange ? 'Teams that you make are listed here.' : 'Administrators make teams.'}
        </EmptyState>
      )}
      {people.data && (
        <ul className={own.teams} aria-label="Teams">
          {teams.data?.items.map((team) => (
            <li key={team.id}>
              <TeamItem team={team} people={people.data.items} mayChange={mayChange} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface TeamItemProps {
  team: Team
  people: readonly Person[]
  mayChange: boolean
}

function TeamItem({ team, people, mayChange }: TeamItemProps) {
  const [isAsked, setAsked] = useState(false)
  const dissolve = useDeleteTeam()
  const put = usePutTeamMember()
  const remove = useDeleteTeamMember()
  const isIn = new Set(team.personIds)
  const others = people.filter(({ id, isDisabled }) => !isIn.has(id) && !isDisabled)
  return (
    <article className={own.team} aria-label={team.name}>
      <div className={own.head}>
        <h2>{team.name}</h2>
        {mayChange && (
          <Button size="small" aria-label={`Dissolve ${team.name}`} onPress={() => setAsked(true)}>
            Dissolve
          </Button>
        )}
      </div>
      {team.personIds.length === 0 && <p className={own.none}>Nobody is in it yet.</p>}
      <ul className={own.people} aria-label={`People of ${team.name}`}>
        {people
          .filter(({ id }) => isIn.has(id))
          .map((person) => (
            <li key={person.id}>
              {person.name}
              {mayChange && (
                <IconButton
                  label={`Take ${person.name} out of ${team.name}`}
                  icon={<X />}
                  onPress={() => remove.mutate({ teamId: team.id, personId: person.id })}
                />
              )}
            </li>
          ))}
      </ul>
      {mayChange && others.length > 0 && (
        <label className={styles.choice}>
          Add to {team.name}
          <select value="" onChange={({ target }) => put.mutate({ teamId: team.id, personId: target.value })}>
            <option value="" disabled>
              Choose a person…
            </option>
            {others.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
      )}
      <ConfirmDialog
        title={`Dissolve ${team.name}?`}
        action="Dissolve"
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => dissolve.mutate(team.id)}
      >
        Its people lose the roles that they have by it. The people themselves stay.
      </ConfirmDialog>
    </article>
  )
}
