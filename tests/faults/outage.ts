import { setTimeout as pause } from 'node:timers/promises'
import type { Witness } from './witness.ts'
import type { World } from './world.ts'

const everyMs = 250

/** Asks for the status of the service while Temporal is away: it is what the banner of the web client goes by. */
export function watchOutage({ patient }: World): Witness {
  let told = false
  let over = false
  const watch = async () => {
    while (!over) {
      const { temporal, waitingRequests } = await patient.call('getStatus')
      told ||= temporal === 'unreachable' && waitingRequests > 0
      await pause(everyMs)
    }
  }
  const watching = watch()
  watching.catch(() => undefined)
  return {
    async end() {
      over = true
      await watching
      if (!told) throw new Error('during the outage the status never said that Temporal is away and that dates wait')
    },
  }
}
