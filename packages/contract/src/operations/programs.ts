import { z } from 'zod'
import { project } from '../entities/project.ts'
import { id } from '../primitives.ts'
import {
  program,
  programMember,
  programOfProject,
  programPatch,
  programStandingValues,
  programTeam,
  programValues,
  projectStanding,
} from '../program.ts'
import { listOf } from '../rows-query.ts'
import { operation } from './operation.ts'

const tag = 'Programs'
const ofProgram = z.object({ programId: id })
const ofPerson = ofProgram.extend({ personId: id })
const ofTeam = ofProgram.extend({ teamId: id })
const ofProject = z.object({ projectId: id })

export const programOperations = {
  listPrograms: operation({
    ...listOf(program, { sort: ['name', 'createdAt', 'updatedAt', 'projectCount'] }),
    path: '/programs',
    summary: 'The programs that you may see',
    tag,
  }),
  createProgram: operation({
    method: 'post',
    path: '/programs',
    summary: 'Make a program; you become its owner',
    tag,
    body: programValues,
    status: 201,
    response: program,
    problems: ['forbidden'],
    links: Object.fromEntries(
      ['getProgram', 'patchProgram', 'listProgramProjects', 'listProgramMembers', 'deleteProgram'].map((next) => [
        next,
        { programId: '$response.body#/id' },
      ]),
    ),
  }),
  getProgram: operation({
    method: 'get',
    path: '/programs/:programId',
    summary: 'One program',
    tag,
    params: ofProgram,
    status: 200,
    response: program,
    problems: ['forbidden', 'not-found'],
  }),
  patchProgram: operation({
    method: 'patch',
    path: '/programs/:programId',
    summary: 'Rename, describe, archive or reopen a program',
    tag,
    params: ofProgram,
    body: programPatch,
    ifMatch: true,
    status: 200,
    response: program,
    problems: ['forbidden', 'not-found', 'field-conflict'],
  }),
  deleteProgram: operation({
    method: 'delete',
    path: '/programs/:programId',
    summary: 'Dissolve a program; its projects stay, and what people had in them by it, they have no more',
    tag,
    params: ofProgram,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  listProgramProjects: operation({
    ...listOf(project, { sort: ['name', 'createdAt', 'updatedAt', 'startsAt', 'finishesAt', 'taskCount'] }),
    path: '/programs/:programId/projects',
    summary: 'The projects of a program',
    tag,
    params: ofProgram,
    problems: ['forbidden', 'not-found'],
  }),
  listProgramMembers: operation({
    ...listOf(programMember, { key: 'personId', sort: ['name', 'email', 'role'] }),
    path: '/programs/:programId/members',
    summary: 'Who has which role in the program',
    tag,
    params: ofProgram,
    problems: ['forbidden', 'not-found'],
  }),
  putProgramMember: operation({
    method: 'put',
    path: '/programs/:programId/members/:personId',
    summary: 'Give a person a role in the program, and so in each of its projects',
    tag,
    params: ofPerson,
    body: programStandingValues,
    status: 200,
    response: programMember,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  deleteProgramMember: operation({
    method: 'delete',
    path: '/programs/:programId/members/:personId',
    summary: 'Take a person out of the program',
    tag,
    params: ofPerson,
    status: 204,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  listProgramTeams: operation({
    ...listOf(programTeam, { key: 'teamId', sort: ['name', 'role'] }),
    path: '/programs/:programId/teams',
    summary: 'Which team has which role in the program',
    tag,
    params: ofProgram,
    problems: ['forbidden', 'not-found'],
  }),
  putProgramTeam: operation({
    method: 'put',
    path: '/programs/:programId/teams/:teamId',
    summary: 'Give a team a role in the program, and so in each of its projects',
    tag,
    params: ofTeam,
    body: programStandingValues,
    status: 200,
    response: programTeam,
    problems: ['forbidden', 'not-found'],
  }),
  deleteProgramTeam: operation({
    method: 'delete',
    path: '/programs/:programId/teams/:teamId',
    summary: 'Take a team out of the program',
    tag,
    params: ofTeam,
    status: 204,
    problems: ['forbidden', 'not-found'],
  }),
  setProjectProgram: operation({
    method: 'put',
    path: '/projects/:projectId/program',
    summary: 'Put a project into a program, or out of the one that it is in',
    tag,
    params: ofProject,
    body: programOfProject,
    status: 200,
    response: programOfProject,
    problems: ['forbidden', 'not-found', 'conflict'],
  }),
  listProjectStandings: operation({
    ...listOf(projectStanding, { key: 'personId', sort: ['name', 'email', 'role'] }),
    path: '/projects/:projectId/standings',
    summary: 'What each person is in the project when teams and its program are counted, and by what',
    tag,
    params: ofProject,
    problems: ['forbidden', 'not-found'],
  }),
}
