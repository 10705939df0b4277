import { queryOptions } from '@tanstack/react-query'
import { client } from './service.ts'

/** What several pages read of the organisation. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => client.call('listPeople'),
  staleTime: 60_000,
})
/** For administrators. */
export const serviceAccountsQuery = queryOptions({
  queryKey: ['service-accounts'],
  queryFn: () => client.call('listServiceAccounts'),
})
export const teamsQuery = queryOptions({ queryKey: ['teams'], queryFn: () => client.call('listTeams') })
export const programsQuery = queryOptions({ queryKey: ['programs'], queryFn: () => client.call('listPrograms') })
/** To choose from. */
export const projectNamesQuery = queryOptions({
  queryKey: ['project-names'],
  queryFn: async () => (await client.call('listProjects')).items.map(({ id, name }) => ({ id, name })),
})
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => client.call('listRoles') })
