// What the page and the engine's worker say to each other.
import type * as engine from '@throughline/engine'

/** Dates of all tasks, in the order of the plan's tasks; minutes, as the engine has them. */
export interface DateColumns {
  readonly earlyStart: Int32Array
  readonly earlyFinish: Int32Array
  readonly lateStart: Int32Array
  readonly lateFinish: Int32Array
  readonly totalFloat: Int32Array
  readonly freeFloat: Int32Array
  readonly isCritical: Uint8Array
  readonly isSummary: Uint8Array
  /** The finish of the project. */
  readonly finish: engine.Minute
}

export type Question = { readonly about: 'dates' } | { readonly about: 'driver'; readonly taskId: string }

/** First what has changed since the last request: all of the plan, or some tasks of it; then the question. */
export interface EngineRequest {
  readonly plan: engine.Plan | null
  readonly tasks: readonly engine.PlanTask[]
  readonly question: Question
}

/** `problem`: the plan cannot be computed, such as with a cycle; the whole plan has to be sent again then. */
export type EngineAnswer =
  | { readonly kind: 'dates'; readonly dates: DateColumns }
  | { readonly kind: 'driver'; readonly driver: engine.Driver | null }
  | { readonly kind: 'problem' }
