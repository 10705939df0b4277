import { watchAgain } from './watch-again.ts'
import type { Witness } from './witness.ts'
import type { World } from './world.ts'

const everyMs = 250

/** Asks for the status of the service while Temporal is away: it is what the banner of the web client goes by. */
export function watchOutage({ patient }: World): Witness {
  let told = false
  const watching = watchAgain(async () => {
    const { temporal, waitingRequests } = await patient.call('getStatus')
    told ||= temporal === 'unreachable' && waitingRequests > 0
  }, everyMs)
  return {
    async end() {
      await watching.end()
      if (!told) throw new Error('during the outage the status never said that Temporal is away and that dates wait')
    },
  }
}
