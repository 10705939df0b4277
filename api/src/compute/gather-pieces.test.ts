import { expect, it } from 'vitest'
import { gathered } from './gather-pieces.ts'

async function all(source: Iterable<string | Uint8Array>) {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of gathered(source)) pieces.push(piece)
  return pieces
}

it('puts small pieces together and cuts large ones, without losing a byte', async () => {
  const source = [
    'é'.repeat(40_000),
    new Uint8Array(200_000).fill(7),
    ...Array.from({ length: 5_000 }, () => 'row\n'),
    '',
  ]
  const pieces = await all(source)
  expect(pieces.slice(0, -1).every(({ length }) => length === 65_536)).toBe(true)
  const expected = Buffer.concat(source.map((part) => new Uint8Array(Buffer.from(part))))
  expect(Buffer.concat(pieces).equals(new Uint8Array(expected))).toBe(true)
})

it('gives each piece memory of its own, and none where there is nothing', async () => {
  const pieces = await all(['a'.repeat(150_000)])
  expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(3)
  expect(pieces.every(({ buffer, length }) => buffer.byteLength === length)).toBe(true)
  expect(await all(['', new Uint8Array()])).toEqual([])
})

it('takes no more from its source than it is asked for', async () => {
  let given = 0
  function* source() {
    for (; given < 100; given += 1) yield 'a'.repeat(65_536)
  }
  const pieces = gathered(source())
  await pieces.next()
  await pieces.return(undefined)
  expect(given).toBeLessThanOrEqual(1)
})
