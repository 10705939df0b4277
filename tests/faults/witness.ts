import { RequestError } from '@throughline/client'
import type { Cell } from './cell.ts'
import { watchOutage } from './outage.ts'
import { watchSessions } from './sessions.ts'
import type { World } from './world.ts'

/** Someone who looks while the disturbance lasts; what is true after it is the checker's. */
export interface Witness {
  /** Throws with what should not have been seen, or was not. */
  end(): Promise<void>
}

/** Those that a cell takes. */
export async function callWitnesses(world: World, { flow, target, action }: Cell): Promise<Witness[]> {
  world.repeats.length = 0
  const witnesses: Witness[] = []
  if (flow === 'outage') witnesses.push(watchOutage(world))
  if (action === 'clock' && target === 'api') witnesses.push(await watchSessions(world))
  if (action === 'term' && flow === 'edit') witnesses.push({ end: async () => refuseRepeats(world) })
  if (action === 'full' && flow === 'burst') witnesses.push({ end: async () => expectRefusals(world) })
  return witnesses
}

function refuseRepeats({ repeats }: World): void {
  if (repeats.length > 0)
    throw new Error(`a process that was asked to stop did not answer the request that it had: ${repeats[0]}`)
}

/** A full disk is told of as what it is, and nothing else went wrong. */
function expectRefusals({ repeats }: World): void {
  const problems = repeats.map((error) =>
    error instanceof RequestError ? `${error.status} ${error.problem.detail}` : `${error}`,
  )
  const other = problems.find((problem) => !/^503 .*no room/.test(problem))
  if (other !== undefined) throw new Error(`with no room on the disk an edit was answered with: ${other}`)
  if (problems.length === 0) throw new Error('with no room on the disk no edit was refused')
}
