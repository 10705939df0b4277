import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow'
import type { MaintenanceActivities } from '@throughline/activities'
import { type PurgeInput, type PurgeResult, signals } from '@throughline/contract/temporal'
import { purgeOptions } from './activity-options.ts'

const { purgeBatch, settlePurge } = proxyActivities<MaintenanceActivities>(purgeOptions)

const runWoken = defineSignal(signals.runWoken)

/**
 * Deletes what is only kept for a time, batch by batch. Whether it goes on, the database says, where people pause, resume
 * and cancel it; a signal only says that there is something to look at.
 */
export async function purgeRows({ runId }: PurgeInput): Promise<PurgeResult> {
  let woken = 0
  setHandler(runWoken, () => {
    woken += 1
  })
  try {
    for (;;) {
      // What wakes while a batch is under way may not have been seen by it: counted from before it was asked for.
      const seen = woken
      const step = await purgeBatch({ runId })
      if (step.next === 'end') return { state: step.state }
      if (step.next === 'wait') await condition(() => woken > seen)
    }
  } catch (error) {
    const state = isCancellation(error) ? 'cancelled' : 'failed'
    if (state === 'failed') log.error('the purge failed', { runId })
    return CancellationScope.nonCancellable(() => settlePurge({ runId, state }))
  }
}
