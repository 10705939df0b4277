import type { TextMark } from './marks.ts'
import { cutToWidth, type TextMeasure } from './text-measure.ts'
import { colours, sizes } from './theme.ts'

export interface TextPlace {
  readonly x: number
  readonly y: number
  /** What it may take; it is cut to that. */
  readonly room: number
  readonly size?: number
  readonly fill?: string
  readonly isBold?: boolean
  readonly anchor?: TextMark['anchor']
  readonly halo?: boolean
}

/** Half the height of capital letters, by which a text in a row is put lower than its middle. */
export const middleOf = (size: number): number => size * 0.36

/** A text with as much of it as has room; null when nothing has. */
export function textMark(text: string, place: TextPlace, measure: TextMeasure): TextMark | null {
  const { x, y, room, size = sizes.text, fill = colours.text, isBold = false, anchor = 'start', halo = false } = place
  const shown = cutToWidth(text, room, size, isBold, measure)
  if (shown === '') return null
  return { kind: 'text', x, y, text: shown, size, width: measure(shown, size, isBold), fill, isBold, anchor, halo }
}

/** The same as a list, for putting among others. */
export function texts(text: string, place: TextPlace, measure: TextMeasure): TextMark[] {
  const mark = textMark(text, place, measure)
  return mark === null ? [] : [mark]
}
