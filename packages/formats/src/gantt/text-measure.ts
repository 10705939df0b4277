/** Points that a text takes in a size. */
export type TextMeasure = (text: string, size: number, isBold: boolean) => number

/** How texts are set: how wide they are, and what can be shown of them. */
export interface Lettering {
  readonly measure: TextMeasure
  readonly showable: (text: string) => string
}

const ELLIPSIS = '…'
const rounding = 0.01

/** The text, or as much of it as has room, with an ellipsis; empty when not even one character has. */
export function cutToWidth(text: string, room: number, size: number, isBold: boolean, measure: TextMeasure): string {
  if (measure(text, size, isBold) <= room + rounding) return text
  const characters = [...text]
  let [fits, tooLong] = [0, characters.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (measure(shortened(characters, middle), size, isBold) <= room) fits = middle
    else tooLong = middle
  }
  return fits === 0 ? '' : shortened(characters, fits)
}

const shortened = (characters: readonly string[], count: number): string =>
  characters.slice(0, count).join('').trimEnd() + ELLIPSIS
