import { Context } from '@temporalio/activity'

const everyMilliseconds = 1_000

/** Runs `act` while telling Temporal each second that this attempt is alive, so that a dead worker is noticed soon. */
export async function beatingHeart<Result>(act: () => Promise<Result>): Promise<Result> {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), everyMilliseconds)
  try {
    return await act()
  } finally {
    clearInterval(timer)
  }
}
