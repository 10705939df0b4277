import { randomUUID } from 'node:crypto'
import { changeSet, run as runSchema } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getChangeSet, listChangeSets } from '../changes/read-change-sets.ts'
import { newTask, openStore, type Store } from '../changes/testing/store.ts'
import { getRun, listRuns } from './read-runs.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const address = (workflowId: string, runId: string) => `http://temporal/${workflowId}/${runId}`

/** A run as the recompute leaves it. */
function insertRun(
  state: 'completed' | 'failed',
  inputRevision: number,
  startedAt: string,
  resultRevision: number | null = null,
) {
  const id = randomUUID()
  const values = {
    id,
    organisation_id: store.admin.organisationId,
    project_id: store.project.id,
    state,
    input_revision: inputRevision,
    result_revision: resultRevision,
    workflow_id: `recompute/${store.project.id}`,
    workflow_run_id: 'w',
    activity_id: '1',
    started_at: startedAt,
    engine_milliseconds: 1.5,
  }
  return store
    .run(store.admin, (transaction) => transaction.insertInto('recompute_run').values(values).execute())
    .then(() => id)
}

const receiptOf = async (changeSetId: string) => {
  const found = await store.run(store.admin, (transaction) =>
    getChangeSet(transaction, store.admin, store.project.id, changeSetId),
  )
  return changeSet.parse(found).receipt
}

it('a change is queued, then failed with the run that should have covered it, then covered', async () => {
  const { changeSet: change, revision } = await store.change([newTask('Late')])
  expect((await receiptOf(change.id)).state).toBe('queued')
  const failed = await insertRun('failed', revision, '2026-03-02T08:00:00Z')
  expect(await receiptOf(change.id)).toMatchObject({ state: 'failed', runId: failed })
  const runId = await insertRun('completed', revision, '2026-03-02T08:00:01Z')
  await store.run(store.admin, (transaction) =>
    transaction
      .updateTable('change_set')
      .set({ run_id: runId, covered_at: new Date().toISOString() })
      .where('id', '=', change.id)
      .execute(),
  )
  expect(await receiptOf(change.id)).toMatchObject({ state: 'covered', runId })
})

it('runs come newest first, page by page, with their moves and their causes', async () => {
  const task = newTask('Moved')
  const { changeSet: change, revision } = await store.change([task])
  const ids: string[] = []
  for (const minute of ['01', '02', '03'])
    ids.push(await insertRun('completed', revision, `2026-04-01T08:${minute}:00Z`, revision + 1))
  const runId = ids[2] as string
  await store.run(store.admin, async (transaction) => {
    await transaction.updateTable('change_set').set({ run_id: runId }).where('id', '=', change.id).execute()
    await transaction
      .insertInto('date_move')
      .values({
        organisation_id: store.admin.organisationId,
        project_id: store.project.id,
        run_id: runId,
        task_id: task.id,
        revision: revision + 1,
        early_start_after: '2026-03-02T08:00',
        early_finish_after: '2026-03-02T17:00',
        driver: JSON.stringify({ kind: 'project-start' }),
      })
      .execute()
  })
  const pageOf = (limit: number, after?: string) =>
    store.run(store.admin, (transaction) =>
      listRuns(transaction, store.admin, store.project.id, { limit, after }, address),
    )
  const page = await pageOf(2)
  expect(page.items.map((item) => item.id)).toEqual([ids[2], ids[1]])
  expect(runSchema.parse(page.items[0])).toMatchObject({
    engineMilliseconds: 1.5,
    temporalUrl: `http://temporal/recompute/${store.project.id}/w`,
  })
  const rest = await pageOf(50, page.next ?? undefined)
  expect([rest.items[0]?.id, rest.next]).toEqual([ids[0], null])
  const { moves } = await store.run(store.admin, (transaction) =>
    getRun(transaction, store.admin, store.project.id, runId, address),
  )
  expect(moves).toEqual([
    {
      taskId: task.id,
      runId,
      revision: revision + 1,
      before: { earlyStart: null, earlyFinish: null },
      after: { earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-02T17:00' },
      startDriver: { kind: 'project-start' },
      finishDriver: { kind: 'duration' },
      changeSetIds: [change.id],
    },
  ])
})

it('refuses cursors that are not its own', async () => {
  const { admin, project, run } = store
  const paging = { limit: 5, after: 'x' }
  await expect(run(admin, (transaction) => listRuns(transaction, admin, project.id, paging, address))).rejects.toThrow(
    'cursor',
  )
  await expect(run(admin, (transaction) => listChangeSets(transaction, admin, project.id, paging))).rejects.toThrow(
    'cursor',
  )
})
