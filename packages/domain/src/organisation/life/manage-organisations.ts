import {
  type DeletedOrganisation,
  type ListedOrganisation,
  type OrganisationRun,
  type OrganisationValues,
  ProblemError,
} from '@throughline/contract'
import {
  findOrganisationRun,
  insertOrganisationRun,
  insertWorkRequest,
  listAllOrganisations,
  listDeletedOrganisations,
  lockOrganisationLife,
  setSuspended,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireInstanceAct } from '../../accounts/operators.ts'
import type { Actor } from '../../actor.ts'
import { presentRun, stateOf } from './present-life.ts'
import { inAnyOrganisation } from './require-life-act.ts'

/** What only the operator of the instance does. */
export async function listOrganisations(
  transaction: Transaction,
  actor: Actor,
): Promise<{ items: ListedOrganisation[]; deleted: DeletedOrganisation[] }> {
  await requireInstanceAct(transaction, actor, 'organisation.manage')
  const items = (await listAllOrganisations(transaction)).map((row): ListedOrganisation => {
    const { id, name, people, createdAt, suspendedAt, deletionAt } = row
    return { id, name, state: stateOf(row), people, createdAt, suspendedAt, deletionAt }
  })
  return { items, deleted: await listDeletedOrganisations(transaction) }
}

/** The run is of the organisation in which it is asked for; the new one is made by its workflow. */
export async function askForOrganisation(
  transaction: Transaction,
  actor: Actor,
  values: OrganisationValues,
): Promise<OrganisationRun> {
  await requireInstanceAct(transaction, actor, 'organisation.manage')
  const { organisationId, personId } = actor
  const id = uuid()
  await insertOrganisationRun(transaction, {
    ...{ id, organisationId, personId, kind: 'create', subjectId: uuid(), given: values },
  })
  await insertWorkRequest(transaction, { organisationId, kind: 'organisationCreate', subjectId: id })
  return getRun(transaction, id)
}

export const suspendOrganisation = (transaction: Transaction, actor: Actor, organisationId: string) =>
  changeSuspension(transaction, actor, organisationId, true)

export const resumeOrganisation = (transaction: Transaction, actor: Actor, organisationId: string) =>
  changeSuspension(transaction, actor, organisationId, false)

/** One statement, done at once: the run of it is there for the list. Sockets are cut by who looks after them. */
async function changeSuspension(
  transaction: Transaction,
  actor: Actor,
  organisationId: string,
  isSuspended: boolean,
): Promise<OrganisationRun> {
  await requireInstanceAct(transaction, actor, 'organisation.manage')
  return inAnyOrganisation(transaction, actor, organisationId, async () => {
    const life = await lockOrganisationLife(transaction)
    if (!life || (life.suspendedAt !== null) === isSuspended || life.isImporting || life.purgingAt !== null) {
      const state = life ? stateOf(life) : 'gone'
      throw new ProblemError('conflict', { detail: `The organisation is ${state}.` })
    }
    await setSuspended(transaction, organisationId, isSuspended)
    const id = uuid()
    const kind = isSuspended ? 'suspend' : 'resume'
    const { personId } = actor
    await insertOrganisationRun(transaction, {
      ...{ id, organisationId, subjectId: organisationId, kind, personId, isDone: true },
    })
    return getRun(transaction, id)
  })
}

export async function getRun(transaction: Transaction, id: string): Promise<OrganisationRun> {
  const row = await findOrganisationRun(transaction, id)
  if (!row) throw new Error('the run was just inserted')
  return presentRun(row)
}
