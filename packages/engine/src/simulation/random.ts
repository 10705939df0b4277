// Counter-based random numbers: two keys, made of the seed and of what is drawn for, and the number
// of a run make 32 bits. So a draw depends neither on other tasks nor on how runs are shared out, and
// two simulations with one seed differ only in what was changed. Three rounds of multiply and
// xorshift ("triple32", C. Wellons, hash-prospector), with a key between the rounds.

export interface StreamKey {
  readonly a: number
  readonly b: number
}

const COUNTER_STEP = 0x9e3779b9
const TWO_TO_32 = 4294967296

/** Keys of a stream, from a seed and names; different names give unrelated streams. */
export function streamKey(seed: number, ...names: readonly string[]): StreamKey {
  const text = `${seed}\u0000${names.join('\u0000')}`
  return { a: hash(text, 0x2545f491), b: hash(text, 0x6c8e9cf5) }
}

/** Draw `run` of a stream: 32 bits as a signed integer. */
export function drawBits(keyA: number, keyB: number, run: number): number {
  let x = (Math.imul(run, COUNTER_STEP) + keyA) | 0
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb)
  x = (x + keyB) | 0
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51)
  x = Math.imul(x ^ (x >>> 15), 0x31848bab)
  return x ^ (x >>> 14)
}

/** Draw `run` of a stream as a number between 0 and 1, never either. */
export function drawUniform(key: StreamKey, run: number): number {
  return ((drawBits(key.a, key.b, run) >>> 0) + 0.5) / TWO_TO_32
}

function hash(text: string, start: number): number {
  let x = start | 0
  for (let index = 0; index < text.length; index++) {
    x = Math.imul(x ^ text.charCodeAt(index), 0x85ebca6b)
    x ^= x >>> 15
    x = Math.imul(x, 0xc2b2ae35)
    x ^= x >>> 13
  }
  return drawBits(start, x, text.length)
}
