const SLOTS = 2 ** 16

/** Remembers lists by their hashes, a fixed number of them; the later ones take the place of earlier ones. */
export class SeenLists {
  readonly #hashes = new Int32Array(SLOTS)

  /** Whether it is new. Of different lists one in four thousand millions passes for another. */
  add(direction: number, list: Int32Array): boolean {
    // FNV-1a over whole numbers, and a last mix since slots take the low bits only.
    let hash = 0x811c9dc5 ^ direction
    for (let i = 0; i < list.length; i++) hash = Math.imul(hash ^ (list[i] as number), 0x01000193)
    hash ^= hash >>> 15
    const slot = hash & (SLOTS - 1)
    if (this.#hashes[slot] === hash) return false
    this.#hashes[slot] = hash
    return true
  }
}
