import { randomUUID } from 'node:crypto'
import type { Store } from '../../changes/testing/store.ts'
import { noWorkflowUrl } from '../../imports/present-import.ts'
import { beginRun, type RunReference } from '../../recompute/begin-run.ts'
import { computeSchedule } from '../../recompute/compute-schedule.ts'
import { writeFailure } from '../../recompute/write-failure.ts'
import { writeSchedule } from '../../recompute/write-schedule.ts'

/** Computes a project as a worker does, from load to write; `meanwhile` happens while the engine runs. */
export async function recompute(store: Store, projectId = store.project.id, meanwhile?: () => Promise<unknown>) {
  const { admin, run } = store
  const reference: RunReference = {
    organisationId: admin.organisationId,
    projectId,
    workflowId: `recompute/${projectId}`,
    workflowRunId: randomUUID(),
    activityId: '1',
    sessionId: null,
    workflowUrl: noWorkflowUrl,
  }
  const loaded = await run(admin, (transaction) => beginRun(transaction, reference))
  if (loaded.kind !== 'loaded') throw new Error(`there was nothing to compute: ${loaded.kind}`)
  await meanwhile?.()
  const computation = computeSchedule(loaded.plan)
  return run(admin, async (transaction) => {
    const written =
      computation.kind === 'computed'
        ? await writeSchedule(transaction, reference, loaded, computation.schedule)
        : await writeFailure(transaction, reference, loaded, computation.error)
    return { ...written, runId: loaded.runId, kind: computation.kind }
  })
}
