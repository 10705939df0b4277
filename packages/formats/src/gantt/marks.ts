// What a chart is drawn with, the same for every kind of file: lengths are points (1/72 inch) from the top left corner of
// a sheet, y of a text is its base line.

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface RectMark extends Box {
  readonly kind: 'rect'
  readonly fill: string
  readonly stroke?: string
  readonly radius?: number
}

/** A closed shape. */
export interface ShapeMark {
  readonly kind: 'shape'
  readonly points: readonly Point[]
  readonly fill: string
}

/** `radius` rounds its corners. */
export interface LineMark {
  readonly kind: 'line'
  readonly points: readonly Point[]
  readonly stroke: string
  readonly width: number
  readonly dash?: readonly number[]
  readonly radius?: number
}

/** `width` is what it takes at most; a halo keeps it legible on what lies below. */
export interface TextMark {
  readonly kind: 'text'
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size: number
  readonly width: number
  readonly fill: string
  readonly isBold: boolean
  readonly anchor: 'start' | 'middle' | 'end'
  readonly halo: boolean
}

/** `title` says in words what is drawn; nothing is drawn beyond `clip`. */
export interface GroupMark {
  readonly kind: 'group'
  readonly title?: string
  readonly clip?: Box
  readonly marks: Iterable<Mark>
}

export type Mark = RectMark | ShapeMark | LineMark | TextMark | GroupMark

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more?: RectStyle,
): RectMark => ({
  ...{ kind: 'rect', x, y, width, height, fill },
  ...more,
})
type RectStyle = Pick<RectMark, 'stroke' | 'radius'>

export const line = (points: readonly Point[], stroke: string, width: number, more?: LineStyle): LineMark => ({
  ...{ kind: 'line', points, stroke, width },
  ...more,
})
type LineStyle = Pick<LineMark, 'dash' | 'radius'>

export const shape = (points: readonly Point[], fill: string): ShapeMark => ({ kind: 'shape', points, fill })
export const at = (x: number, y: number): Point => ({ x, y })
