import { expect, test } from 'vitest'
import { complaintOf, fuzz } from './fuzz.ts'

test('500 damaged files are taken, wait to be mended, or are refused with a place, soon and in little memory', async () => {
  const results = await fuzz({ count: 500, seed: 6, side: 2 })
  expect(results).toHaveLength(500)
  const complaints = results.flatMap((result) => {
    const complaint = complaintOf(result)
    return complaint === null ? [] : [`${result.number} (${result.format}): ${complaint}`]
  })
  expect(complaints).toEqual([])
  const kinds = new Set(results.map(({ kind }) => kind))
  for (const kind of ['unknown', 'refused', 'taken', 'waits']) expect(kinds).toContain(kind)
}, 240_000)
