import type { ChainStep } from '@throughline/contract'

/** Tasks and links that lead to a date. */
export interface Chain {
  readonly taskIds: ReadonlySet<string>
  readonly linkIds: ReadonlySet<string>
}

export function chainOf(steps: readonly ChainStep[]): Chain {
  return {
    taskIds: new Set(steps.map(({ taskId }) => taskId)),
    linkIds: new Set(steps.flatMap(({ driver }) => driver.linkId ?? [])),
  }
}
