/** A long text that grows by small pieces. Joined from time to time, since many small pieces take more room than their text. */
export interface TextPile {
  readonly large: string[]
  readonly small: string[]
}

const MANY = 1_000

export const emptyPile = (): TextPile => ({ large: [], small: [] })

export function pile(onto: TextPile, text: string): void {
  onto.small.push(text)
  if (onto.small.length >= MANY) settle(onto)
}

/** Puts one pile onto another, which then has its pieces. */
export function pilePile(onto: TextPile, { large, small }: TextPile): void {
  if (large.length > 0) {
    settle(onto)
    for (const piece of large) onto.large.push(piece)
  }
  for (const piece of small) pile(onto, piece)
}

export function textOf({ large, small }: TextPile): string {
  return [...large, ...small].join('')
}

function settle({ large, small }: TextPile): void {
  large.push(small.join(''))
  small.length = 0
}
