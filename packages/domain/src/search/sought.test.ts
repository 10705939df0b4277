import { describe, expect, it } from 'vitest'
import { excerptOf, rankOf, soughtBy } from './sought.ts'

describe('what is sought', () => {
  it('takes each word literally', () => {
    expect(soughtBy(' 100% of_it ')).toEqual({
      text: '100% of_it',
      patterns: ['%100\\%%', '%of\\_it%'],
      probe: null,
    })
  })

  it('asks for words that begin with it where it is too short for an index', () => {
    expect(soughtBy('qu').probe).toEqual(['qu%', '% qu%'])
  })

  it('has the whole name first, then beginnings, then what stands elsewhere', () => {
    const ranks = ['Quay', 'Quay wall', 'North quay', 'Antiquay', 'Bridge'].map((name) =>
      rankOf(name, soughtBy('quay')),
    )
    expect(ranks).toEqual([0, 1, 2, 3, null])
    expect(rankOf('Wall of the quay', soughtBy('quay wall'))).toBe(3)
  })

  it('tells what stands around the words', () => {
    const body = `${'before '.repeat(30)}the crane${' after'.repeat(30)}`
    expect(excerptOf(body, soughtBy('crane'))).toMatch(/^…before .*the crane after .*…$/)
    expect(excerptOf('The crane\n is late', soughtBy('crane'))).toBe('The crane is late')
  })
})
