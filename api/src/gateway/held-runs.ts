import type { SentEvent } from '@throughline/contract'
import type { Signal } from '@throughline/database'

export type RunSignal = Extract<Signal, { kind: 'running' }>

/** Runs that have begun, and of which nobody has been told yet. */
export interface HeldRuns {
  began(run: RunSignal): void
  /** An event is told: the run that it ends needs no more telling. */
  told(event: SentEvent): void
  stop(): void
}

const holdFor = 100

/**
 * Most runs take less time than it takes to see that one is under way: the word that one began waits for 100 ms, and goes
 * nowhere when what it came to is told before that.
 */
export function holdRuns(tell: (run: RunSignal) => void): HeldRuns {
  const timers = new Map<string, NodeJS.Timeout>()
  return {
    began(run) {
      const { runId } = run
      if (timers.has(runId)) return
      const act = () => {
        timers.delete(runId)
        tell(run)
      }
      timers.set(runId, setTimeout(act, holdFor))
    },
    told({ type, payload }) {
      if (type !== 'plan.computed' && type !== 'plan.compute-failed') return
      clearTimeout(timers.get(payload.runId))
      timers.delete(payload.runId)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
