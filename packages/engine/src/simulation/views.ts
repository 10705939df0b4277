/** One memory as words, singles, doubles and counters. */
export interface Views {
  readonly words: Int32Array
  readonly singles: Float32Array
  readonly doubles: Float64Array
  readonly counters: Uint16Array
}

export function viewsOf(buffer: ArrayBufferLike): Views {
  return {
    words: new Int32Array(buffer),
    singles: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
    counters: new Uint16Array(buffer),
  }
}
