import { condition, defineSignal, setHandler } from '@temporalio/workflow'
import { type OrganisationRunResult, type OrganisationRunStep, signals } from '@throughline/contract/temporal'

const runWoken = defineSignal(signals.runWoken)

/**
 * Does work on an organisation until it has ended: after a pause again, once it is woken. Whether it goes on, the database
 * says each time; a signal only says that there is something to look at.
 */
export async function untilEnded(act: () => Promise<OrganisationRunStep>): Promise<OrganisationRunResult> {
  let woken = 0
  setHandler(runWoken, () => {
    woken += 1
  })
  for (;;) {
    // What wakes while the work stops may not have been seen by it: counted from before it began.
    const seen = woken
    const { state, rows } = await act()
    if (state !== 'paused') return { state, rows }
    await condition(() => woken > seen)
  }
}
