import { expect, test } from 'vitest'
import { drawUniform, streamKey } from './random.ts'

const DRAWS = 40_000

function draws(name: string, seed = 1): Float64Array {
  const key = streamKey(seed, 'task', name)
  return Float64Array.from({ length: DRAWS }, (_, run) => drawUniform(key, run))
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (const [index, value] of a.entries()) sum += (value - 0.5) * ((b[index] as number) - 0.5)
  return (sum * 12) / DRAWS
}

/** Chi-square of 100 equal cells has mean 99 and a standard deviation of 14. */
function chiSquare(values: Float64Array): number {
  const cells = new Array<number>(100).fill(0)
  for (const value of values) cells[Math.floor(value * 100)] = (cells[Math.floor(value * 100)] as number) + 1
  return cells.reduce((sum, count) => sum + (count - DRAWS / 100) ** 2 / (DRAWS / 100), 0)
}

test('draws are spread evenly', () => {
  for (const name of ['A', 'B', 'T1', 'T2', 'T3', '']) {
    expect(chiSquare(draws(name))).toBeGreaterThan(99 - 5 * 14)
    expect(chiSquare(draws(name))).toBeLessThan(99 + 5 * 14)
  }
})

test('streams have nothing to do with each other, nor runs with the next', () => {
  const streams = Array.from({ length: 12 }, (_, index) => draws(`T${index}`))
  const limit = 5 / Math.sqrt(DRAWS)
  for (const [index, stream] of streams.entries()) {
    for (const other of streams.slice(index + 1)) expect(Math.abs(correlation(stream, other))).toBeLessThan(limit)
    expect(Math.abs(correlation(stream.subarray(0, DRAWS - 1), stream.subarray(1)))).toBeLessThan(limit)
  }
})

test('a seed gives the same draws, another one others', () => {
  expect(draws('A', 7)).toEqual(draws('A', 7))
  expect(Math.abs(correlation(draws('A', 7), draws('A', 8)))).toBeLessThan(5 / Math.sqrt(DRAWS))
})
