import { z } from 'zod'
import { id } from '../primitives.ts'
import { listOf } from '../rows-query.ts'
import { projectTeam, projectTeamValues, team, teamValues } from '../team.ts'
import { operation } from './operation.ts'

const tag = 'Teams'
const ofTeam = z.object({ teamId: id })
const ofPerson = ofTeam.extend({ personId: id })
const ofProject = z.object({ projectId: id })

export const teamOperations = {
  listTeams: operation({
    ...listOf(team, { sort: ['name'] }),
    path: '/teams',
    summary: 'The teams of the organisation, with their people',
    tag,
  }),
  createTeam: operation({
    method: 'post',
    path: '/teams',
    summary: 'Make a team',
    tag,
    body: teamValues,
    status: 201,
    response: team,
    problems: ['forbidden', 'conflict'],
    links: { patchTeam: { teamId: '$response.body#/id' }, deleteTeam: { teamId: '$response.body#/id' } },
  }),
  patchTeam: operation({
    method: 'patch',
    path: '/teams/:teamId',
    summary: 'Rename a team',
    tag,
    params: ofTeam,
    body: teamValues,
    status: 200,
    response: team,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  deleteTeam: operation({
    method: 'delete',
    path: '/teams/:teamId',
    summary: 'Dissolve a team; what its people had by it, they have no more',
    tag,
    params: ofTeam,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  putTeamMember: operation({
    method: 'put',
    path: '/teams/:teamId/people/:personId',
    summary: 'Take a person of the organisation into a team',
    tag,
    params: ofPerson,
    status: 200,
    response: team,
    problems: ['forbidden', 'not-found'],
  }),
  deleteTeamMember: operation({
    method: 'delete',
    path: '/teams/:teamId/people/:personId',
    summary: 'Take a person out of a team',
    tag,
    params: ofPerson,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  listProjectTeams: operation({
    ...listOf(projectTeam, { key: 'teamId', sort: ['name', 'role'] }),
    path: '/projects/:projectId/teams',
    summary: 'Which team has which role in the project',
    tag,
    params: ofProject,
    problems: ['not-found'],
  }),
  putProjectTeam: operation({
    method: 'put',
    path: '/projects/:projectId/teams/:teamId',
    summary: 'Give a team a role in the project',
    tag,
    params: ofProject.extend({ teamId: id }),
    body: projectTeamValues,
    status: 200,
    response: projectTeam,
    problems: ['forbidden', 'not-found'],
  }),
  deleteProjectTeam: operation({
    method: 'delete',
    path: '/projects/:projectId/teams/:teamId',
    summary: 'Take a team out of the project',
    tag,
    params: ofProject.extend({ teamId: id }),
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
}
