import { randomUUID } from 'node:crypto'
import type { ChangeAnswer, ChangeOperation, LinkType, Project } from '@throughline/contract'
import { type Transaction, withTransaction } from '@throughline/database'
import { createOrganisation, openTestDatabase } from '@throughline/tests'
import type { Actor } from '../../actor.ts'
import { createProject } from '../../projects/create-project.ts'
import { applyChangeSet, type ChangeRequest } from '../apply-change-set.ts'

/** An organisation with a project of its own in a real database. */
export interface Store {
  admin: Actor
  project: Project
  addPerson(): Promise<Actor>
  run<Result>(actor: Actor, act: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /** Applies operations as the admin. */
  change(operations: ChangeOperation[], options?: Partial<ChangeRequest>): Promise<ChangeAnswer>
  close(): Promise<void>
}

export async function openStore(poolSize = 10): Promise<Store> {
  const database = openTestDatabase(poolSize)
  const organisation = await createOrganisation(database)
  const { admin } = organisation
  const run: Store['run'] = (actor, act) => withTransaction(database, actor, act)
  const project = await run(admin, (transaction) =>
    createProject(transaction, admin, { name: 'Plan', startsAt: '2026-03-02T08:00' }),
  )
  return {
    admin,
    project,
    addPerson: () => organisation.addPerson(),
    run,
    change: (operations, options) =>
      run(admin, (transaction) =>
        applyChangeSet(transaction, admin, { projectId: project.id, operations, kind: 'edit', ...options }),
      ),
    close: () => database.close(),
  }
}

export function newTask(name: string, values: object = {}): ChangeOperation & { id: string } {
  return { op: 'create', entity: 'task', id: randomUUID(), values: { name, ...values } }
}

export function newLink(
  predecessorId: string,
  successorId: string,
  type: LinkType = 'FS',
): ChangeOperation & { id: string } {
  return { op: 'create', entity: 'link', id: randomUUID(), values: { predecessorId, successorId, type } }
}

export const patchTask = (id: string, patch: object): ChangeOperation => ({ op: 'update', entity: 'task', id, patch })

export const deleteTask = (id: string): ChangeOperation => ({ op: 'delete', entity: 'task', id })
