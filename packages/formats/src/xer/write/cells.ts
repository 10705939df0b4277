// How values stand in cells.
import type { WallTime } from '../../plan-document.ts'

const MINUTES_PER_HOUR = 60

export function dateCell(date: WallTime | null | undefined): string {
  return date == null ? '' : date.replace('T', ' ')
}

export function flagCell(isSo: boolean): string {
  return isSo ? 'Y' : 'N'
}

/** Spaces for what would end a cell or a row; cut to what Primavera takes. */
export function nameCell(name: string, longest: number): string {
  const flat = name.replace(/\s/g, ' ')
  return flat.length <= longest ? flat : flat.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')
}

/** Numbers of a file have the decimal symbol of its currency. */
export class NumberCells {
  readonly #symbol: string

  constructor(symbol: string) {
    this.#symbol = symbol
  }

  /** With six decimals at most, which is enough for minutes in hours. */
  number(value: number): string {
    return String(Math.round(value * 1e6) / 1e6 || 0).replace('.', this.#symbol)
  }

  /** A number that people entered, as it is. */
  exact(value: number): string {
    return String(value).replace('.', this.#symbol)
  }

  hours(minutes: number | null): string {
    return minutes === null ? '' : this.number(minutes / MINUTES_PER_HOUR)
  }

  money(minor: number): string {
    return this.exact(minor / 100)
  }
}
