import type { ImportFormat } from '@throughline/contract'

/**
 * `unknown`: no kind of file is told. `refused`: with a message and a place. `taken`: all rows can be written. `waits`: some
 * have to be mended first. `unscheduled`: written, and why it has no dates is told. `broken`: anything else.
 */
export const outcomeKinds = ['unknown', 'refused', 'taken', 'waits', 'unscheduled', 'broken'] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

export interface Outcome {
  readonly kind: OutcomeKind
  /** The refusal, or what is broken. */
  readonly message: string
}

export interface FuzzTask {
  readonly number: number
  readonly bytes: Uint8Array
}

export interface FuzzAnswer extends Outcome {
  readonly number: number
  readonly told: ImportFormat | null
  /** Of processor time, so that a busy machine fails nothing. */
  readonly milliseconds: number
  /** The most that the process has had. */
  readonly megabytes: number
}
