import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation } from '@throughline/contract'
import { peopleQuery, serviceAccountsQuery } from './organisation.ts'
import { useSession } from './session.ts'

/** Who could be given a role in a project or a program: people and, for who may see them, service accounts. */
export function useCandidates(): { id: string; name: string }[] {
  const people = useQuery(peopleQuery)
  const session = useSession()
  const enabled = session !== null && mayInOrganisation(session.organisation.role, 'service-account.read')
  const accounts = useQuery({ ...serviceAccountsQuery, enabled })
  return [
    ...(people.data?.items ?? []).map(({ id, name, email }) => ({ id, name: `${name} (${email})` })),
    ...(accounts.data?.items ?? []).map(({ id, name }) => ({ id, name: `${name} (service account)` })),
  ]
}
