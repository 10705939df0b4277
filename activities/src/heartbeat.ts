import { Context } from '@temporalio/activity'
import { beatWhile } from '@throughline/platform/temporal-worker'

/** Runs `act` with heartbeats of the activity that runs; they carry what `told` answers, for the Temporal UI. */
export async function beatingHeart<Result>(act: () => Promise<Result>, told?: () => unknown): Promise<Result> {
  const context = Context.current()
  return beatWhile(() => context.heartbeat(told?.()), act)
}
