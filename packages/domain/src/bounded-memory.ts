interface Kept<Value> {
  readonly value: Value
  readonly size: number
}

/** Values by key, up to a size in all: what was kept longest ago goes first, even what was kept just now when it is too large. */
export class BoundedMemory<Value> {
  readonly #most: number
  readonly #kept = new Map<string, Kept<Value>>()
  #size = 0

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    return this.#kept.get(key)?.value
  }

  /** In place of what was kept under the key before. */
  keep(key: string, value: Value, size: number): void {
    this.forget(key)
    this.#kept.set(key, { value, size })
    this.#size += size
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) break
      this.forget(oldest)
    }
  }

  forget(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0
    this.#kept.delete(key)
  }
}
