import type { DocumentWarning } from './plan-document.ts'

export interface WarningPlace {
  readonly line: number
  readonly column?: number
}

const SHOWN_OF_A_KIND = 20

/** Collects warnings; of each kind the first 20 are told one by one, the rest as a count. */
export class Warnings {
  readonly #shown: DocumentWarning[] = []
  readonly #counts = new Map<string, number>()
  readonly #lastLines = new Map<string, number>()

  add(kind: string, place: WarningPlace, message: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    this.#lastLines.set(kind, place.line)
    if (count > SHOWN_OF_A_KIND) return
    // Of a place that is a whole row, only where it is.
    const { line, column } = place
    this.#shown.push(column === undefined ? { line, message } : { line, column, message })
  }

  /** In the order of the file. */
  list(): DocumentWarning[] {
    const rests = [...this.#counts].flatMap(([kind, count]) =>
      count > SHOWN_OF_A_KIND
        ? [{ line: this.#lastLines.get(kind) ?? 1, message: `${count - SHOWN_OF_A_KIND} more like this: ${kind}` }]
        : [],
    )
    return [...this.#shown, ...rests].sort((a, b) => a.line - b.line)
  }
}
