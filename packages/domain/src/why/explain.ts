import type { ChainStep, DateField } from '@throughline/contract'
import { broad, type Cause, causesOf, contributionsOf, type RunChange } from './causes.ts'
import { type Following, followingOf, keyOf, type Place, type Step, walk } from './follow-movement.ts'
import type { Movement } from './movement.ts'

/** Why a movement took a date along. */
export interface Explanation {
  readonly taskId: string
  readonly field: DateField
  /** From the date that was asked about to where its movement began. */
  readonly steps: readonly Step[]
  readonly isCut: boolean
  /** Changes that touched where it began, newest first. */
  readonly causes: readonly Cause[]
  /** Changes of what lies between. */
  readonly contributions: readonly Cause[]
  /** Whether a change touched just that where it began, or at most what many tasks share. */
  readonly hasDirectCause: boolean
}

/**
 * Explains the dates of a movement. Chains run into each other, so what was found out of a date is kept for the next
 * that comes by.
 */
export class Explainer {
  readonly movement: Movement
  readonly #changes: readonly RunChange[]
  readonly #following = new Map<string, Following | null>()
  readonly #causes = new Map<string, Cause[]>()
  readonly #contributions = new Map<string, Cause[]>()

  constructor(movement: Movement, changes: readonly RunChange[]) {
    this.movement = movement
    this.#changes = changes
  }

  /** Null when the movement did not touch the task. */
  explain(taskId: string, field: DateField): Explanation | null {
    const move = this.movement.moves.get(taskId)
    if (!move) return null
    const { steps, isCut } = walk({ move, field }, (place) => this.#followingOf(place), this.#endsAt)
    const causes = isCut ? [] : this.#causesOf(steps.at(-1) as Step)
    const told = new Set(causes.map(({ row }) => row))
    const contributions = steps
      .slice(0, -1)
      .flatMap((step) => this.#contributionsOf(step))
      .filter(({ row }) => !told.has(row) && told.add(row))
    const hasDirectCause = isCut || causes.some(({ rank }) => rank < broad)
    return { taskId, field, steps, isCut, causes, contributions, hasDirectCause }
  }

  #followingOf(place: Place): Following | null {
    return kept(this.#following, keyOf(place), () => followingOf(this.movement, place, this.#endsAt))
  }

  readonly #endsAt = (place: Place): boolean => this.#causesOf(place).some(({ rank }) => rank < broad)

  #causesOf(place: Place): Cause[] {
    return kept(this.#causes, keyOf(place), () => causesOf(this.movement, this.#changes, place))
  }

  #contributionsOf(step: Step): Cause[] {
    return kept(this.#contributions, keyOf(step), () => contributionsOf(this.movement, this.#changes, step))
  }
}

function kept<Value>(values: Map<string, Value>, key: string, compute: () => Value): Value {
  const known = values.get(key)
  if (known !== undefined || values.has(key)) return known as Value
  const value = compute()
  values.set(key, value)
  return value
}

/** The chain as data. */
export function chainOf({ names, links }: Movement, { steps }: Explanation): ChainStep[] {
  return steps.map(({ move, field, driver }) => {
    const link = driver?.kind === 'link' ? links.get(driver.linkId ?? '') : undefined
    return {
      taskId: move.taskId,
      taskName: names.get(move.taskId) ?? '',
      field,
      at: move.after[field],
      before: move.before[field],
      driver: driver ?? { kind: 'project-start' },
      linkType: link?.type ?? null,
      lagMinutes: link?.lagMinutes ?? null,
      lagUnit: link?.lagUnit ?? null,
    }
  })
}
