import {
  InvalidChangeError,
  type Invitation,
  type InvitationAnswer,
  type InvitationLook,
  type InvitationValues,
  type InvitedRole,
  NotFoundError,
  type OrganisationRole,
  ProblemError,
} from '@throughline/contract'
import {
  type Caller,
  countLinksOfToday,
  type Database,
  type FoundLink,
  findInvitation,
  insertLink,
  insertPerson,
  listInvitationsOf,
  listPeopleOf,
  revokeInvitationOf,
  revokeInvitationsTo,
  type Transaction,
  withoutTenant,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../../actor.ts'
import { notifyLink } from '../../notifications/notify.ts'
import { hashNewPassword } from '../new-password.ts'
import { requireOrganisationAct } from '../people.ts'
import { getLink, makeLink, takeLink } from './one-use-links.ts'

/** So that nobody makes this service write to strangers again and again. */
const mostADay = { all: 200, toAddress: 3 }

type Row = NonNullable<Awaited<ReturnType<typeof findInvitation>>>
const present = ({ role, ...row }: Row): Invitation => ({ ...row, role: role as InvitedRole })

export async function listInvitations(transaction: Transaction, actor: Actor): Promise<Invitation[]> {
  requireOrganisationAct(actor, 'person.change')
  return (await listInvitationsOf(transaction)).map(present)
}

/** Whether the address is known in other organisations makes no difference here. A second invitation replaces the first. */
export async function invite(
  transaction: Transaction,
  actor: Actor,
  values: InvitationValues,
  sessionSecret: string,
): Promise<Invitation> {
  requireOrganisationAct(actor, 'person.change')
  const { organisationId, personId } = actor
  const people = await listPeopleOf(transaction, organisationId, 'person')
  if (people.some((person) => person.email.toLowerCase() === values.email))
    throw new ProblemError('conflict', { detail: 'A person with this address is in the organisation already.' })
  const today = await countLinksOfToday(transaction, 'invitation', values.email)
  if (today.all >= mostADay.all || today.toAddress >= mostADay.toAddress)
    throw new ProblemError('too-many-requests', { detail: 'Too many invitations in a day.', retryAfterSeconds: 3_600 })
  await revokeInvitationsTo(transaction, values.email)
  const link = makeLink('invitation', sessionSecret)
  const about = { organisationId, personId: null, email: values.email, formerEmail: null, role: values.role }
  await insertLink(transaction, { ...link, ...about, createdBy: personId })
  await notifyLink(transaction, {
    organisationId,
    linkId: link.id,
    kind: 'invitation',
    personId: null,
    actorId: personId,
  })
  return getInvitation(transaction, link.id)
}

/** By a link of its own; the one before is of no use then. */
export async function sendInvitationAgain(
  transaction: Transaction,
  actor: Actor,
  invitationId: string,
  sessionSecret: string,
): Promise<Invitation> {
  requireOrganisationAct(actor, 'person.change')
  const { email, role } = await getInvitation(transaction, invitationId)
  return invite(transaction, actor, { email, role }, sessionSecret)
}

export async function revokeInvitation(transaction: Transaction, actor: Actor, invitationId: string): Promise<void> {
  requireOrganisationAct(actor, 'person.change')
  if (!(await revokeInvitationOf(transaction, invitationId))) throw new NotFoundError('invitation')
}

async function getInvitation(transaction: Transaction, id: string): Promise<Invitation> {
  const row = await findInvitation(transaction, id)
  if (!row) throw new NotFoundError('invitation')
  return present(row)
}

/** What the page of an invitation says; only to who has its secret, and so reads the mail of the address. */
export async function lookAtInvitation(database: Database, secret: string): Promise<InvitationLook> {
  const { organisationName, email, isKnown } = await getLink(database.kysely, 'invitation', secret)
  return { organisationName, email, known: isKnown }
}

/** Who is known joins as they are; who is not says name and password. */
export async function acceptInvitation(database: Database, given: InvitationAnswer, caller: Caller): Promise<void> {
  const link = await getLink(database.kysely, 'invitation', given.secret)
  const { organisationId, email, role } = link
  if (!role) throw new Error('an invitation has a role')
  const account = link.isKnown ? { name: '', passwordHash: null } : await newAccount(email, given)
  await withoutTenant(
    database,
    async (transaction) => {
      await takeLink(transaction, link)
      await insertPerson(transaction, { id: uuid(), email, ...account, organisationId, role })
    },
    caller,
  )
}

/** Of who comes with an account elsewhere. Throws `not-found`; `conflict` for who is known, who joins as they are. */
export async function getLinkToJoin(
  database: Database,
  secret: string,
): Promise<FoundLink & { role: OrganisationRole }> {
  const link = await getLink(database.kysely, 'invitation', secret)
  if (!link.role) throw new Error('an invitation has a role')
  if (link.isKnown)
    throw new ProblemError('conflict', {
      detail: 'This address has an account here. Join with it, and link others in it.',
    })
  return { ...link, role: link.role }
}

async function newAccount(email: string, { name, password }: InvitationAnswer) {
  if (!name) throw new InvalidChangeError('body.name', 'is needed from who is new here')
  if (!password) throw new InvalidChangeError('body.password', 'is needed from who is new here')
  return { name, passwordHash: await hashNewPassword(password, { email, name }) }
}
