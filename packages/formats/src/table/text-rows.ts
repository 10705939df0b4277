import { ownedText } from '../owned-text.ts'

/** A block takes as much room at once as it needs, since a list that grows leaves many behind. */
const BLOCK_ROWS = 500

interface Block {
  cells: string[]
  /** Rows that have not been forgotten. */
  left: number
}

/**
 * The texts of many rows. Those of hundreds of rows stand in one list, as lists of their own would take much more room, and
 * a block goes when all its rows are forgotten.
 */
export class TextRows {
  readonly #width: number
  readonly #lines: number[] = []
  readonly #blocks: Block[] = []

  constructor(width: number) {
    this.#width = width
  }

  get length(): number {
    return this.#lines.length
  }

  /** `textAt` gives the text of each column. */
  add(line: number, textAt: (column: number) => string): void {
    const place = this.#lines.length % BLOCK_ROWS
    if (place === 0) this.#blocks.push({ cells: new Array(BLOCK_ROWS * this.#width), left: 0 })
    const block = this.#blocks.at(-1) as Block
    block.left += 1
    this.#lines.push(line)
    for (let column = 0; column < this.#width; column += 1) block.cells[place * this.#width + column] = textAt(column)
  }

  lineOf(row: number): number {
    return this.#lines[row] ?? 0
  }

  /** Empty of a row that is forgotten, and of a column that there is none of. */
  textOf(row: number, column: number): string {
    if (column < 0) return ''
    const block = this.#blocks[Math.floor(row / BLOCK_ROWS)]
    return block?.cells[(row % BLOCK_ROWS) * this.#width + column] ?? ''
  }

  forget(row: number): void {
    const block = this.#blocks[Math.floor(row / BLOCK_ROWS)]
    if (block === undefined) return
    block.left -= 1
    if (block.left === 0) block.cells = []
  }
}

const REMEMBERED = 10_000
const LONGEST_REMEMBERED = 100
/** So many texts show whether a column repeats itself. */
const TRIED = 1_000

/**
 * Takes the texts of a column: each into memory of its own, those that repeat only once. `onNew` gets every text at least
 * once. A column whose texts differ, such as names, is not looked up any more.
 */
export function textKeeper(onNew: (text: string) => void): (text: string) => string {
  const known = new Map<string, string>()
  let repeated = 0
  let isTried = false
  const keepNew = (text: string): string => {
    const own = ownedText(text)
    onNew(own)
    return own
  }
  return (text) => {
    if (text === '') return ''
    if (text.length > LONGEST_REMEMBERED || (isTried && known.size === 0)) return keepNew(text)
    const before = known.get(text)
    if (before !== undefined) {
      repeated += 1
      return before
    }
    const own = keepNew(text)
    if (known.size < REMEMBERED) known.set(own, own)
    if (!isTried && known.size === TRIED) {
      isTried = true
      if (repeated < TRIED) known.clear()
    }
    return own
  }
}
