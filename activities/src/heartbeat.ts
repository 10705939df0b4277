import { Context } from '@temporalio/activity'
import { beatWhile } from '@throughline/platform/temporal-worker'

/** Runs `act` with heartbeats of the activity that runs. */
export async function beatingHeart<Result>(act: () => Promise<Result>): Promise<Result> {
  const context = Context.current()
  return beatWhile(() => context.heartbeat(), act)
}
