export const ganttPages = ['a4', 'a3', 'letter'] as const
export type GanttPage = (typeof ganttPages)[number]

/**
 * `from` and `to` are days, both included: what touches none of them is left out. `zoom` is days for each centimetre;
 * `fit` puts all time side by side on one page, `auto` as well unless most bars would be too short to see.
 */
export interface GanttOptions {
  readonly from: string | null
  readonly to: string | null
  readonly zoom: number | 'fit' | 'auto'
  readonly page: GanttPage
  readonly showsCritical: boolean
  readonly showsLinks: boolean
  /** Number of the baseline that is drawn below the bars; null: none. */
  readonly baseline: number | null
  /** Wall time that the sheets bear; null: none. */
  readonly printedAt: string | null
}

export const GANTT_DEFAULTS: GanttOptions = {
  from: null,
  to: null,
  zoom: 'auto',
  page: 'a4',
  showsCritical: true,
  showsLinks: true,
  baseline: null,
  printedAt: null,
}

/** A chart that cannot be drawn as asked, in words for the person who asked. */
export class GanttError extends Error {
  override readonly name = 'GanttError'
}
