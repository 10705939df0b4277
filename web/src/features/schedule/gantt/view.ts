import type { Minute, WorkingTime } from '@throughline/engine'
import type { Chain } from './chain.ts'
import type { Colours } from './colours.ts'
import type { Ghost } from './draw-ghosts.ts'
import type { Layer } from './layers.ts'
import type { Scale } from './scale.ts'
import type { Scene } from './scene.ts'
import type { Segment } from './segments.ts'

/** All that a drawing of the chart depends on. */
export interface View {
  readonly scene: Scene
  readonly scale: Scale
  /** The part of the chart that is on the screen, in pixels. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly today: Minute
  /** Up to when progress is told; null where that is not said. */
  readonly statusDate: Minute | null
  readonly layers: ReadonlySet<Layer>
  /** The parts of a day, in days since 1970-01-01, on which the project does not work. */
  readonly timesOff: (day: number) => readonly Segment[]
  /** The working time of a calendar, the project's for null; null where it is not known. */
  readonly timeOf: (calendarId: string | null) => WorkingTime | null
  readonly activeId: string | null
  /** Where several rows are selected. */
  readonly selectedIds?: ReadonlySet<string> | undefined
  /** Thin bars beneath, by task. */
  readonly ghosts: ReadonlyMap<string, Ghost>
  /** What stands out while the rest steps back: a driving chain. */
  readonly chain: Chain | null
  readonly colours: Colours
  readonly labelOf: (id: string) => string
}
