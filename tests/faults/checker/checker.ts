import { DeadlineError, until } from '../../harness/until.ts'
import type { Scene } from '../scene.ts'
import { checkDates } from './dates.ts'
import { checkEdits } from './edits.ts'
import { checkImports } from './imports.ts'
import { checkLeaks } from './leaks.ts'
import { checkMails } from './mails.ts'
import { checkReplay } from './replay.ts'
import { checkResources } from './resources.ts'
import { checkStreams } from './streams.ts'
import { checkWebhooks } from './webhooks.ts'
import { checkWork } from './work.ts'
import { checkWorkflows } from './workflows.ts'

/** Says what is wrong; nothing when the invariant holds. */
export type Check = (scene: Scene) => Promise<string[]>

/** The invariants of `docs/reliability.md`, by name. */
export const checks = {
  edits: checkEdits,
  dates: checkDates,
  streams: checkStreams,
  replay: checkReplay,
  imports: checkImports,
  mails: checkMails,
  webhooks: checkWebhooks,
  work: checkWork,
  workflows: checkWorkflows,
  leaks: checkLeaks,
  resources: checkResources,
} satisfies Record<string, Check>

export type Invariant = keyof typeof checks

export interface Violation {
  invariant: Invariant
  what: string
}

/** Looks once at every invariant; one that cannot be looked at does not hold. */
export async function findViolations(scene: Scene): Promise<Violation[]> {
  const names = Object.keys(checks) as Invariant[]
  const found = await Promise.all(
    names.map(async (invariant) => {
      const problems = await checks[invariant](scene).catch((error: unknown) => [`it could not be checked: ${error}`])
      return problems.map((what) => ({ invariant, what }))
    }),
  )
  return found.flat()
}

export class UnsoundError extends Error {
  override readonly name = 'UnsoundError'
}

/** Waits until every invariant holds. Throws with those that do not within the time. */
export async function awaitSound(scene: Scene, withinMs: number): Promise<{ repeatedMails: number }> {
  let last: Violation[] = []
  const sound = async () => {
    last = await findViolations(scene)
    return last.length === 0
  }
  try {
    await until(sound, { what: 'soundness', withinMs, everyMs: 250 })
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error
    throw new UnsoundError(last.map(({ invariant, what }) => `${invariant}: ${what}`).join('\n'), { cause: error })
  }
  return { repeatedMails: countRepeatedMails(scene) }
}

function countRepeatedMails({ world, recipients }: Scene): number {
  const mails = world.sink.mails.filter(({ to }) => recipients.some((address) => to.includes(address)))
  return mails.length - new Set(mails.map(({ messageId }) => messageId)).size
}
