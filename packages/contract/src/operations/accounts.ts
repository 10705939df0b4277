import { z } from 'zod'
import { newToken, person, personValues, session, signInBody, token, tokenValues } from '../accounts.ts'
import { id } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Accounts'

export const accountOperations = {
  signIn: operation({
    method: 'post',
    path: '/session',
    summary: 'Sign in: sets the session cookie',
    tag,
    auth: 'none',
    body: signInBody,
    status: 200,
    response: session,
    problems: ['unauthenticated', 'too-many-requests'],
  }),
  getSession: operation({
    method: 'get',
    path: '/session',
    summary: 'Who is signed in',
    tag,
    status: 200,
    response: session,
  }),
  signOut: operation({ method: 'delete', path: '/session', summary: 'Sign out: ends the session', tag, status: 204 }),
  switchOrganisation: operation({
    method: 'put',
    path: '/session/organisation',
    summary: 'Work in another of your organisations',
    tag,
    body: z.strictObject({ organisationId: id }),
    status: 200,
    response: session,
    problems: ['not-found'],
  }),
  listTokens: operation({
    method: 'get',
    path: '/tokens',
    summary: 'Your bearer tokens, without their secrets',
    tag,
    status: 200,
    response: z.object({ items: z.array(token) }),
  }),
  createToken: operation({
    method: 'post',
    path: '/tokens',
    summary: 'Make a bearer token; the secret is shown this once',
    tag,
    body: tokenValues,
    status: 201,
    response: newToken,
  }),
  deleteToken: operation({
    method: 'delete',
    path: '/tokens/:tokenId',
    summary: 'Revoke a bearer token',
    tag,
    params: z.object({ tokenId: id }),
    status: 204,
    problems: ['not-found'],
  }),
  listPeople: operation({
    method: 'get',
    path: '/people',
    summary: 'The people of the organisation',
    tag,
    status: 200,
    response: z.object({ items: z.array(person) }),
  }),
  createPerson: operation({
    method: 'post',
    path: '/people',
    summary: 'Add a person to the organisation',
    tag,
    body: personValues,
    status: 201,
    response: person,
    problems: ['forbidden', 'conflict'],
  }),
}
