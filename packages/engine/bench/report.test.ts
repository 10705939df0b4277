import { describe, expect, it } from 'vitest'
import { type BenchRow, jsonOf, markdownOf, ratioOf, tableOf, verdictOf } from './report.ts'

const row = (ours: number | null, peer: number | null, bounds: BenchRow['bounds']): BenchRow => ({
  name: 'something',
  unit: 'ms',
  ours,
  peer: { name: 'peer', value: peer },
  ...(bounds === undefined ? {} : { bounds }),
})

describe('a row of the bench', () => {
  it.each([
    [3, 'aim'],
    [4, 'aim'],
    [9, 'must'],
    [11, 'missed'],
    [null, ''],
  ] as const)('judges %s ms by bounds of the value', (ours, verdict) => {
    expect(verdictOf(row(ours, null, { of: 'value', must: 10, aim: 4 }))).toBe(verdict)
  })

  it.each([
    [200, 'aim'],
    [60, 'must'],
    [10, 'missed'],
    [null, ''],
  ] as const)('judges %s ms of a peer by bounds of the ratio', (peer, verdict) => {
    expect(verdictOf(row(1, peer, { of: 'ratio', must: 50, aim: 200 }))).toBe(verdict)
  })

  it('has no ratio of percentages', () => {
    expect(ratioOf({ ...row(1, 2, undefined), unit: '%' })).toBeNull()
    expect(ratioOf(row(2, 5, undefined))).toBe(2.5)
  })
})

describe('the table', () => {
  const rows = [row(2.5, 500, { of: 'ratio', must: 50, aim: 200 }), row(null, null, undefined)]

  it('is Markdown', () => {
    expect(markdownOf(rows).split('\n').slice(2)).toEqual([
      '| something | 2.50 ms | 500 ms (peer) | 200 times | 50 times | 200 times | aim |  |',
      '| something | not measured | not measured (peer) |  |  |  |  |  |',
      '',
    ])
  })

  it('has columns for the terminal', () => {
    const [first, second] = tableOf(rows).split('\n')
    expect(first?.indexOf('peer')).toBe(second?.indexOf('500'))
  })

  it('is JSON', () => {
    const { node, rows: told } = JSON.parse(jsonOf(rows, { node: 'v1' }))
    expect(node).toBe('v1')
    expect(told[0]).toMatchObject({ name: 'something', ours: 2.5, ratio: 200, reached: 'aim' })
    expect(told[1]).toMatchObject({ ratio: null, reached: null })
  })
})
