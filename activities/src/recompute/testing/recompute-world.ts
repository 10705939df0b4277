import { MockActivityEnvironment } from '@temporalio/testing'
import type { ChangeOperation } from '@throughline/contract'
import { type Transaction, withTransaction } from '@throughline/database'
import { applyChangeSet, createProject, getPlan } from '@throughline/domain'
import { createOrganisation, openTestDatabase } from '@throughline/tests'
import type { EnginePool } from '../../engine-pool.ts'
import { createRecomputeActivities } from '../recompute-activities.ts'
import type { RecomputeProjectResult } from '../recompute-result.ts'
import { noSessions, type RecomputeSessions } from '../sessions.ts'
import { engineInThisThread } from './engine-in-this-thread.ts'

/** An organisation whose projects a test changes and recomputes, without Temporal. Close its database in `afterAll`. */
export async function openRecomputeWorld() {
  const database = openTestDatabase()
  const { id: organisationId, admin } = await createOrganisation(database)

  const inTransaction = <Result>(act: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, { organisationId }, act)

  const create = (name: string) =>
    inTransaction((transaction) => createProject(transaction, admin, { name, startsAt: '2026-03-02T08:00' }))

  const change = (projectId: string, operations: ChangeOperation[]) =>
    inTransaction((transaction) => applyChangeSet(transaction, admin, { projectId, operations, kind: 'edit' }))

  /** Two tasks of a day, one after the other, from Monday 2 March 2026 at eight. */
  async function createPair() {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
    const { id: projectId } = await create('Pair')
    await change(projectId, [
      { op: 'create', entity: 'task', id: first, values: { name: 'First' } },
      { op: 'create', entity: 'task', id: second, values: { name: 'Second' } },
      { op: 'create', entity: 'link', values: { predecessorId: first, successorId: second } },
    ])
    return { projectId, first, second }
  }

  const lengthen = (projectId: string, taskId: string, days: number) =>
    change(projectId, [{ op: 'update', entity: 'task', id: taskId, patch: { durationMinutes: days * 480 } }])

  const planOf = (projectId: string) => inTransaction((transaction) => getPlan(transaction, admin, projectId))

  const startOf = async (projectId: string, taskId: string) =>
    (await planOf(projectId)).tasks.find((task) => task.id === taskId)?.earlyStart

  const run = (
    projectId: string,
    {
      engine = engineInThisThread(),
      workflowRunId = crypto.randomUUID(),
      sessions = noSessions,
    }: { engine?: EnginePool; workflowRunId?: string; sessions?: RecomputeSessions } = {},
  ): Promise<RecomputeProjectResult> => {
    const workflowExecution = { workflowId: `recompute/${projectId}`, runId: workflowRunId }
    const environment = new MockActivityEnvironment({ activityId: '1', workflowExecution })
    const { recomputeProject } = createRecomputeActivities({ database, engine, sessions, workflowUrl: () => null })
    return environment.run(recomputeProject, { organisationId, projectId, requested: 1 })
  }

  return { database, admin, inTransaction, create, change, createPair, lengthen, planOf, startOf, run }
}

export type RecomputeWorld = Awaited<ReturnType<typeof openRecomputeWorld>>
