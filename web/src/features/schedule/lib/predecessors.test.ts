import { type Link, newLinkFields } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { usualLengths } from '../../../lib/day-lengths.ts'
import { formatPredecessors, linkOperations, parsePredecessors as parse } from './predecessors.ts'

const parsePredecessors = (text: string, lengths = usualLengths) => parse(text, lengths)

const link = (id: string, predecessorId: string): Link => ({
  id,
  projectId: 'p',
  ...newLinkFields({ predecessorId, successorId: 'S' }),
  revision: 1,
})

describe('parsePredecessors', () => {
  it('reads numbers, types and lags', () => {
    expect(parsePredecessors('3, 4FS+1d; 5 ss - 2h,6ff')).toEqual([
      { number: 3, type: 'FS', lagMinutes: 0, lagUnit: 'working' },
      { number: 4, type: 'FS', lagMinutes: 480, lagUnit: 'working' },
      { number: 5, type: 'SS', lagMinutes: -120, lagUnit: 'working' },
      { number: 6, type: 'FF', lagMinutes: 0, lagUnit: 'working' },
    ])
  })

  it('reads lags around the clock and in percent', () => {
    expect(parsePredecessors('3+2ed, 4SS - 50 %')).toEqual([
      { number: 3, type: 'FS', lagMinutes: 2880, lagUnit: 'elapsed' },
      { number: 4, type: 'SS', lagMinutes: -50, lagUnit: 'percent' },
    ])
  })

  it('reads and writes lags by the days of the project', () => {
    const lengths = { minutesPerDay: 420, minutesPerWeek: 2_100, daysPerMonth: 20 }
    const read = parsePredecessors('3+1d, 4-1w, 5+1mo', lengths)
    expect(read).toMatchObject([{ lagMinutes: 420 }, { lagMinutes: -2_100 }, { lagMinutes: 8_400 }])
    expect(formatPredecessors(read as never, lengths)).toBe('3FS+1d, 4FS-5d, 5FS+20d')
  })

  it('reads nothing as none', () => expect(parsePredecessors('  ')).toEqual([]))

  it.each(['x', '3XX', '3FS+', '3, 3SS', '3+soon'])('says what is wrong with %s', (text) => {
    expect(parsePredecessors(text)).toBeTypeOf('string')
  })

  it('reads back what is written', () => {
    const text = '2, 3SS, 4FS+1d, 5FF-90m, 6FS+2ed, 7SS-50%'
    expect(formatPredecessors(parsePredecessors(text) as never, usualLengths)).toBe(text)
  })
})

describe('linkOperations', () => {
  const ids = ['A', 'B', 'S']
  const idOfRow = (number: number) => ids[number - 1]

  it('creates, updates and deletes only what differs', () => {
    const wanted = parsePredecessors('1SS, 2') as never
    const operations = linkOperations('S', wanted, [link('a', 'A'), link('c', 'C')], idOfRow)
    expect(operations).toMatchObject([
      { op: 'delete', id: 'c' },
      { op: 'update', id: 'a', patch: { type: 'SS', lagMinutes: 0 } },
      { op: 'create', values: { predecessorId: 'B', successorId: 'S' } },
    ])
  })

  it('changes the unit of a lag, unless there is no lag', () => {
    const percent = { ...link('a', 'A'), lagMinutes: 60, lagUnit: 'percent' as const }
    expect(linkOperations('S', parsePredecessors('1+60m') as never, [percent], idOfRow)).toMatchObject([
      { op: 'update', id: 'a', patch: { lagMinutes: 60, lagUnit: 'working' } },
    ])
    expect(linkOperations('S', parsePredecessors('1') as never, [{ ...percent, lagMinutes: 0 }], idOfRow)).toEqual([])
  })

  it('does nothing when nothing differs', () => {
    expect(linkOperations('S', parsePredecessors('1') as never, [link('a', 'A')], idOfRow)).toEqual([])
  })

  it('refuses rows that do not exist, and the task itself', () => {
    expect(linkOperations('S', parsePredecessors('9') as never, [], idOfRow)).toBe('There is no row 9')
    expect(linkOperations('S', parsePredecessors('3') as never, [], idOfRow)).toMatch(/itself/)
  })
})
