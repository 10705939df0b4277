import { expect, test } from 'vitest'
import { pageRows, pickFields } from './page-rows.ts'

const rows = [
  { id: 'a', name: 'Pour', float: null, isSummary: false },
  { id: 'b', name: 'Dig', float: 60, isSummary: true },
  { id: 'c', name: 'Dig', float: 0, isSummary: false },
  { id: 'd', name: 'Paint', float: 60, isSummary: false },
]
const idsOf = (asked: Record<string, unknown>) => pageRows('id', rows, asked).items.map(({ id }) => id)

test('gives all rows in their own order unless asked otherwise', () => {
  expect(pageRows('id', rows, {})).toEqual({ items: rows, next: null })
})

test('pages fit together in any order, and the last one says so', () => {
  for (const sort of [undefined, 'name', '-name', 'float', '-float']) {
    const found: string[] = []
    let next: string | null | undefined
    do {
      const page = pageRows('id', rows, { limit: 1, sort, cursor: next ?? undefined })
      found.push(...page.items.map(({ id }) => String(id)))
      next = page.next
    } while (next !== null)
    expect(found).toEqual(idsOf({ sort }))
    expect([...found].sort()).toEqual(['a', 'b', 'c', 'd'])
  }
})

test('sorts up and down, empty values last', () => {
  expect(idsOf({ sort: 'name' })).toEqual(['b', 'c', 'd', 'a'])
  expect(idsOf({ sort: 'float' })).toEqual(['c', 'b', 'd', 'a'])
  expect(idsOf({ sort: '-float' })).toEqual(['b', 'd', 'c', 'a'])
})

test('chooses by values', () => {
  expect(idsOf({ isSummary: false, float: 60 })).toEqual(['d'])
  expect(idsOf({ float: null })).toEqual(['a'])
  expect(idsOf({ isSummary: undefined })).toHaveLength(4)
})

test('a cursor of another list is refused', () => {
  expect(() => pageRows('id', rows, { cursor: 'z' })).toThrow(expect.objectContaining({ type: 'bad-request' }))
})

test('gives the fields that are asked for, and what tells rows apart', () => {
  const [first] = rows
  expect(pickFields('id', ['name'])(first ?? {})).toEqual({ id: 'a', name: 'Pour' })
})
