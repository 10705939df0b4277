import type { ChainStep, DateField } from '@throughline/contract'
import { broad, type Cause, causesOf, contributionsOf, type RunChange } from './causes.ts'
import { type Step, walk } from './follow-movement.ts'
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
}

/** Null when the movement did not touch the task. */
export function explain(
  movement: Movement,
  changes: readonly RunChange[],
  taskId: string,
  field: DateField,
): Explanation | null {
  const move = movement.moves.get(taskId)
  if (!move) return null
  const isTouched = (place: Pick<Step, 'move' | 'field'>) =>
    causesOf(movement, changes, place).some(({ rank }) => rank < broad)
  const { steps, isCut } = walk(movement, { move, field }, isTouched)
  const root = steps.at(-1) as Step
  const causes = isCut ? [] : causesOf(movement, changes, root)
  const told = new Set(causes.map(({ row }) => row))
  const contributions = steps
    .slice(0, -1)
    .flatMap((step) => contributionsOf(movement, changes, step))
    .filter(({ row }) => !told.has(row) && told.add(row))
  return { taskId, field, steps, isCut, causes, contributions }
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
    }
  })
}
