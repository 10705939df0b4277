import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow'
import type { NotificationActivities } from '@throughline/activities'
import { type DigestInput, type DigestResult, type DigestWake, signals } from '@throughline/contract/temporal'
import { decisionOptions } from './activity-options.ts'

const { decideDigest } = proxyLocalActivities<NotificationActivities>(decisionOptions)
const digestWoken = defineSignal<[DigestWake]>(signals.digestWoken)

/**
 * Makes the digests of one person and cadence, in each organisation where something waits for one. It is woken when
 * something begins to wait, sleeps until the hour of the first, and ends when nothing waits any more.
 */
export async function digest({ personId, cadence, organisationId }: DigestInput): Promise<DigestResult> {
  /** Organisations in which something may wait, and when to look there. */
  const looksAt = new Map<string, number>([[organisationId, 0]])
  setHandler(digestWoken, (wake) => {
    looksAt.set(wake.organisationId, 0)
  })
  let digests = 0
  for (;;) {
    const [first, at] = earliest(looksAt)
    if (first === undefined) return { digests }
    if (at > Date.now()) await condition(() => earliest(looksAt)[1] < at, at - Date.now())
    else {
      // A wake-up from here on has it looked at again.
      looksAt.delete(first)
      const step = await decideDigest({ organisationId: first, personId, cadence })
      if (step.next === 'made') digests += 1
      if (step.next !== 'end' && !looksAt.has(first))
        looksAt.set(first, step.next === 'wait' ? Date.now() + step.milliseconds : 0)
    }
  }
}

function earliest(looksAt: ReadonlyMap<string, number>): [string | undefined, number] {
  let first: [string | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
  for (const [organisationId, at] of looksAt) if (at < first[1]) first = [organisationId, at]
  return first
}
