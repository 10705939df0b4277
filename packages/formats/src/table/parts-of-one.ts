import { parseNumber } from './values/number.ts'

/** Finds out whether a column without signs of percent holds parts of one: 0.4 for 40 %, and then 1 for 100 %. */
export function partsOfOneGuess(): { add: (text: string) => void; arePartsOfOne: () => boolean } {
  let hasPart = false
  let hasMore = false
  return {
    add: (text) => {
      const value = text.length > 40 ? null : parseNumber(text)
      if (value === null) return
      if (value > 1) hasMore = true
      else if (value > 0 && value < 1) hasPart = true
    },
    arePartsOfOne: () => hasPart && !hasMore,
  }
}
