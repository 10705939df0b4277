/** A set of nodes that is emptied in rising or falling order while it grows ahead. */
export class DirtyNodes {
  readonly #marks: Uint8Array
  #low: number
  #high = -1

  constructor(nodeCount: number) {
    this.#marks = new Uint8Array(nodeCount)
    this.#low = nodeCount
  }

  add(node: number): void {
    this.#marks[node] = 1
    if (node < this.#low) this.#low = node
    if (node > this.#high) this.#high = node
  }

  /** The lowest node, taken out; -1 when the set is empty. */
  takeLowest(): number {
    const marks = this.#marks
    for (let node = this.#low; node <= this.#high; node += 1) {
      if (marks[node] === 0) continue
      marks[node] = 0
      this.#low = node + 1
      return node
    }
    this.#empty()
    return -1
  }

  /** The highest node, taken out; -1 when the set is empty. */
  takeHighest(): number {
    const marks = this.#marks
    for (let node = this.#high; node >= this.#low; node -= 1) {
      if (marks[node] === 0) continue
      marks[node] = 0
      this.#high = node - 1
      return node
    }
    this.#empty()
    return -1
  }

  #empty(): void {
    this.#low = this.#marks.length
    this.#high = -1
  }
}
