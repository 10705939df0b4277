import { queryOptions, useMutation } from '@tanstack/react-query'
import type { MemberValues, ProgramPatch } from '@throughline/contract'
import { programsQuery } from '../../../lib/organisation.ts'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { showError } from '../../../lib/toasts.ts'

const keyOf = (programId: string) => ['program', programId] as const
/** All that is asked about one program, and the list of them. */
const refresh = (programId: string) =>
  Promise.all([keyOf(programId), programsQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })))

export const programQuery = (programId: string) =>
  queryOptions({
    queryKey: [...keyOf(programId), 'itself'],
    queryFn: () => client.call('getProgram', { params: { programId } }),
  })
export const programProjectsQuery = (programId: string) =>
  queryOptions({
    queryKey: [...keyOf(programId), 'projects'],
    queryFn: () => client.call('listProgramProjects', { params: { programId } }),
  })
export const programMembersQuery = (programId: string) =>
  queryOptions({
    queryKey: [...keyOf(programId), 'members'],
    queryFn: () => client.call('listProgramMembers', { params: { programId } }),
  })
export const programTeamsQuery = (programId: string) =>
  queryOptions({
    queryKey: [...keyOf(programId), 'teams'],
    queryFn: () => client.call('listProgramTeams', { params: { programId } }),
  })
/** Projects that somebody may put into a program: those that are theirs and in none. */
export const freeProjectsQuery = queryOptions({
  queryKey: ['program', 'free-projects'],
  queryFn: async () => (await client.call('listProjects')).items.filter(({ programId }) => programId === null),
})

export const useCreateProgram = () =>
  useMutation({
    mutationFn: (name: string) => client.call('createProgram', { body: { name } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: programsQuery.queryKey }),
  })

/** `seen`: the revision that the form began with. What is wrong with a field, the form says. */
export const usePatchProgram = (programId: string) =>
  useMutation({
    mutationFn: ({ patch, seen }: { patch: ProgramPatch; seen: number }) =>
      client.call('patchProgram', { params: { programId }, body: patch, ifMatch: seen }),
    onSettled: () => refresh(programId),
  })

export const useDeleteProgram = (programId: string) =>
  useMutation({
    mutationFn: () => client.call('deleteProgram', { params: { programId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: programsQuery.queryKey }),
    onError: (error) => showError('The program was not dissolved', error),
  })

export const useMoveProject = (programId: string) =>
  useMutation({
    mutationFn: ({ projectId, joins }: { projectId: string; joins: boolean }) =>
      client.call('setProjectProgram', { params: { projectId }, body: { programId: joins ? programId : null } }),
    onSettled: () =>
      Promise.all([refresh(programId), queryClient.invalidateQueries({ queryKey: freeProjectsQuery.queryKey })]),
    onError: (error) => showError('The project stays where it is', error),
  })

interface Given {
  id: string
  standing: MemberValues
}

export const usePutProgramMember = (programId: string) =>
  useMutation({
    mutationFn: ({ id, standing }: Given) =>
      client.call('putProgramMember', { params: { programId, personId: id }, body: standing }),
    onSettled: () => refresh(programId),
    onError: (error) => showError('The role was not given', error),
  })

export const useDeleteProgramMember = (programId: string) =>
  useMutation({
    mutationFn: (personId: string) => client.call('deleteProgramMember', { params: { programId, personId } }),
    onSettled: () => refresh(programId),
    onError: (error) => showError('The person was not taken out', error),
  })

export const usePutProgramTeam = (programId: string) =>
  useMutation({
    mutationFn: ({ id, standing }: Given) =>
      client.call('putProgramTeam', { params: { programId, teamId: id }, body: standing }),
    onSettled: () => refresh(programId),
    onError: (error) => showError('The role was not given', error),
  })

export const useDeleteProgramTeam = (programId: string) =>
  useMutation({
    mutationFn: (teamId: string) => client.call('deleteProgramTeam', { params: { programId, teamId } }),
    onSettled: () => refresh(programId),
    onError: (error) => showError('The team was not taken out', error),
  })
