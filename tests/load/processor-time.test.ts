import { expect, test } from 'vitest'
import { busyTicksOf, parseStat, rest, sharesBetween, sumByPart } from './processor-time.ts'

const stat = (pid: number, parent: number, ticks: readonly number[]) =>
  `${pid} (a ) name) S ${parent} 1 1 0 -1 0 0 0 0 0 ${ticks.join(' ')} 20 0 1 0 0`

test('times and parent are read past any name', () => {
  expect(parseStat(stat(7, 3, [1, 20, 300, 4000]), ['x'])).toEqual({ pid: 7, parent: 3, ticks: 4321, command: ['x'] })
})

test('the machine is busy with all but idling, waiting for disks, and guests, which are counted already', () => {
  expect(busyTicksOf('cpu  1 2 4 1000 2000 8 16 32 64 128\ncpu0 9 9 9')).toBe(1 + 2 + 4 + 8 + 16 + 32)
})

test('each process counts for the known one above it, and strangers count for nobody', () => {
  const processes = [
    parseStat(stat(10, 1, [1, 0, 0, 0]), ['/usr/bin/node', '--enable-source-maps', '/dist/api.js']),
    parseStat(stat(11, 1, [2, 0, 0, 0]), ['/usr/lib/postgresql/15/bin/postgres', '-D', '/data/worker.js']),
    parseStat(stat(12, 11, [3, 0, 0, 0]), ['postgres: writer']),
    parseStat(stat(13, 1, [5, 0, 0, 0]), ['/usr/bin/node', '--import', 'tsx', '/tests/load/requests.ts']),
    parseStat(stat(14, 1, [7, 0, 0, 0]), ['/bin/sh']),
    parseStat(stat(15, 99, [11, 0, 0, 0]), ['/usr/sbin/pgbouncer']),
  ]
  expect([...sumByPart(processes, 1)]).toEqual([
    ['api', 1],
    ['PostgreSQL', 5],
    ['sender', 5],
  ])
})

test('shares are percent of one core, the largest first, the rest last', () => {
  const before = { at: 0, busyTicks: 1_000, byPart: new Map([['api', 50]]) }
  const after = {
    at: 2_000,
    busyTicks: 1_300,
    byPart: new Map([
      ['api', 70],
      ['Temporal', 100],
    ]),
  }
  expect(sharesBetween(before, after)).toEqual([
    { part: 'Temporal', percent: 50 },
    { part: 'api', percent: 10 },
    { part: rest, percent: 90 },
  ])
  expect(sharesBetween(null, after)).toEqual([])
})
