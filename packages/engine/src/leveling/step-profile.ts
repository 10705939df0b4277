/** A use that nothing can make room for. */
export const NEVER = 0x7fffffff

/**
 * What is free of a resource as steps along an axis of whole numbers: `units[i]` from `from[i]` to
 * before `from[i + 1]`. `capacity` bounds how many steps there can be.
 */
export class StepProfile {
  readonly #from: Int32Array
  readonly #units: Int32Array
  #count: number
  readonly #savedFrom: Int32Array
  readonly #savedUnits: Int32Array
  #savedCount: number

  /** `steps` in order, the first before all that is asked about. */
  constructor(steps: readonly { readonly from: number; readonly units: number }[], uses: number) {
    const most = steps.length + 2 * uses + 1
    this.#from = new Int32Array(most)
    this.#units = new Int32Array(most)
    this.#count = steps.length
    steps.forEach(({ from, units }, i) => {
      this.#from[i] = from
      this.#units[i] = units
    })
    this.#savedFrom = new Int32Array(most)
    this.#savedUnits = new Int32Array(most)
    this.#savedCount = 0
    this.save()
  }

  /** What `restore` goes back to. */
  save(): void {
    this.#savedFrom.set(this.#from)
    this.#savedUnits.set(this.#units)
    this.#savedCount = this.#count
  }

  restore(): void {
    this.#count = this.#savedCount
    this.#from.set(this.#savedFrom.subarray(0, this.#count))
    this.#units.set(this.#savedUnits.subarray(0, this.#count))
  }

  /** The first place, `at` or later, where `units` are free for `length`; NEVER if there is none. */
  firstFit(at: number, length: number, units: number): number {
    let place = at
    for (let step = this.#stepAt(at); step < this.#count; step++) {
      if ((this.#units[step] as number) < units)
        place = step + 1 < this.#count ? (this.#from[step + 1] as number) : NEVER
      else if (step + 1 === this.#count || (this.#from[step + 1] as number) >= place + length) break
    }
    return place
  }

  /** The last place, `at` or earlier, from which `units` are free for `length`; -NEVER if there is none. */
  lastFit(at: number, length: number, units: number): number {
    let place = at
    for (let step = this.#stepAt(at + length - 1); step >= 0; step--) {
      if ((this.#units[step] as number) < units) place = step > 0 ? (this.#from[step] as number) - length : -NEVER
      else if ((this.#from[step] as number) <= place) break
    }
    return place
  }

  occupy(at: number, length: number, units: number): void {
    const first = this.#cutAt(at)
    const end = this.#cutAt(at + length)
    for (let step = first; step < end; step++) this.#units[step] = (this.#units[step] as number) - units
  }

  /** The step that holds a place. */
  #stepAt(place: number): number {
    let low = 0
    let high = this.#count
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#from[middle] as number) <= place) low = middle
      else high = middle
    }
    return low
  }

  /** The step that begins at a place, made if there is none. */
  #cutAt(place: number): number {
    const step = this.#stepAt(place)
    if (this.#from[step] === place) return step
    this.#from.copyWithin(step + 2, step + 1, this.#count)
    this.#units.copyWithin(step + 2, step + 1, this.#count)
    this.#from[step + 1] = place
    this.#units[step + 1] = this.#units[step] as number
    this.#count++
    return step + 1
  }
}
