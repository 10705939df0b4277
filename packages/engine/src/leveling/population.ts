import type { Draft } from './search-problem.ts'

/** Drafts that differ from each other; the worst give way when there are more than `size`. */
export class Population {
  readonly drafts: Draft[] = []
  readonly #spare: Draft[] = []
  #size: number

  constructor(size: number) {
    this.#size = size
  }

  /** Whether it was new. The draft that is free afterwards, perhaps itself, is kept by `spare`. */
  add(draft: Draft): boolean {
    if (this.drafts.some((other) => isSame(other, draft))) {
      this.#spare.push(draft)
      return false
    }
    this.drafts.push(draft)
    this.shrink(this.#size)
    return true
  }

  shrink(size: number): void {
    this.#size = size
    while (this.drafts.length > size) {
      let worst = 0
      for (let i = 1; i < this.drafts.length; i++) {
        if ((this.drafts[i] as Draft).cost > (this.drafts[worst] as Draft).cost) worst = i
      }
      const last = this.drafts.pop() as Draft
      if (worst === this.drafts.length) this.#spare.push(last)
      else {
        this.#spare.push(this.drafts[worst] as Draft)
        this.drafts[worst] = last
      }
    }
  }

  /** A draft to write on. */
  spare(): Draft | undefined {
    return this.#spare.pop()
  }
}

function isSame(a: Draft, b: Draft): boolean {
  if (a.cost !== b.cost || a.direction !== b.direction) return false
  for (let i = 0; i < a.starts.length; i++) if (a.starts[i] !== b.starts[i]) return false
  return true
}
