import type { Minute } from '@throughline/engine'
import type { Chain } from './chain.ts'
import type { Colours } from './colours.ts'
import type { Ghost } from './draw-ghosts.ts'
import type { Scale } from './scale.ts'
import type { Scene } from './scene.ts'

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
  /** Whether the project works on a day, in days since 1970-01-01. */
  readonly worksOn: (day: number) => boolean
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
