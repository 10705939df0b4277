import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import type { Dates } from '../prediction/predictor.ts'
import { arrowPath } from './arrow-path.ts'
import { arrowsOf, arrowsTouching } from './arrows.ts'
import { hitTest } from './hit-test.ts'
import { progressPoint } from './progress-line.ts'
import { clampZoom, minuteAt, nearestLevel, type Scale, timelineOf, xOf } from './scale.ts'
import { type Bar, barAt, rowHeight, rowsBetween, type Scene, sceneAt } from './scene.ts'
import { segmentsOf } from './segments.ts'
import { headerUnits, ticksBetween } from './ticks.ts'

const day = 1440
const monday = minuteOf('2026-03-02T00:00')
const scale: Scale = { origin: monday, pixelsPerDay: 20 }

/** A scene of these bars alone. */
function sceneWith(bars: readonly Bar[]): Scene {
  const ids = bars.map(({ id }) => id)
  return {
    count: bars.length,
    ids,
    rowOf: new Map(ids.map((id, row) => [id, row])),
    taskAt: Int32Array.from(ids.keys()),
    kind: Uint8Array.from(bars, ({ kind }) => ['task', 'summary', 'milestone'].indexOf(kind)),
    done: Uint8Array.from(bars, ({ percentComplete }) => percentComplete),
    start: Float64Array.from(bars, ({ start }) => start ?? Number.NaN),
    finish: Float64Array.from(bars, ({ finish }) => finish),
    lateFinish: new Float64Array(bars.length).fill(Number.NaN),
    isCritical: new Uint8Array(bars.length),
    extras: new Map(),
    arrows: arrowsOf([], new Map(), bars.length),
  }
}

const bar = (row: number, startDay: number, days: number, fields: Partial<Bar> = {}): Bar => ({
  id: `t${row}`,
  row,
  kind: 'task',
  start: monday + startDay * day,
  finish: monday + (startDay + days) * day,
  isCritical: false,
  percentComplete: 0,
  ...fields,
})

describe('scale', () => {
  it('maps time to pixels and back', () => {
    expect(xOf(scale, monday + 2.5 * day)).toBe(50)
    expect(minuteAt(scale, 50)).toBe(monday + 2.5 * day)
  })

  it('keeps zoom within limits and knows the nearest level', () => {
    expect([clampZoom(0.01), clampZoom(9_999), clampZoom(10)]).toEqual([0.02, 1920, 10])
    expect([900, 44, 15, 3, 0.4].map(nearestLevel)).toEqual(['hour', 'day', 'week', 'month', 'year'])
  })

  it('makes room around the plan, and around today when it is empty', () => {
    const range = timelineOf([monday + 90, monday + 3 * day], 0)
    expect(range).toEqual({ from: monday - 14 * day, to: monday + 93 * day })
    expect(timelineOf([], monday).from).toBe(monday - 14 * day)
  })
})

describe('ticks', () => {
  it('chooses units by zoom', () => {
    expect([960, 120, 40, 10, 2, 0.5, 0.05].map((pixels) => headerUnits(pixels).join())).toEqual([
      'day,hour',
      'day,hours',
      'month,day',
      'month,week',
      'year,month',
      'year,quarter',
      'decade,year',
    ])
  })

  it('starts weeks on Monday and months on the first', () => {
    const weeks = ticksBetween(scale, 'week', 60, 300)
    expect(weeks.map(({ x, width }) => [x, width])).toEqual([
      [0, 140],
      [140, 140],
      [280, 140],
    ])
    const [march, april] = ticksBetween(scale, 'month', 0, 700)
    expect([march?.label, april?.label]).toEqual(['Mar 2026', 'Apr 2026'])
    expect(april?.x).toBe(30 * 20)
  })
})

describe('hours and decades', () => {
  it('names them', () => {
    const hours = ticksBetween({ origin: monday, pixelsPerDay: 960 }, 'hour', 0, 100)
    expect(hours.map(({ x, label }) => [x, label])).toEqual([
      [0, '00:00'],
      [40, '01:00'],
      [80, '02:00'],
    ])
    const decades = ticksBetween({ origin: monday, pixelsPerDay: 0.05 }, 'decade', 0, 200)
    expect(decades.map(({ label }) => label)).toEqual(['2020s', '2030s'])
  })
})

describe('arrowsTouching', () => {
  const ends: [number, number][] = [
    [0, 1],
    [0, 5],
    [2, 1],
    [5, 6],
    [3, 3],
  ]
  const rowOf = new Map(Array.from({ length: 7 }, (_, row) => [`t${row}`, row]))
  const links = ends.map(([from, to], at) => ({
    id: `l${at}`,
    predecessorId: `t${from}`,
    successorId: `t${to}`,
    type: 'FS' as const,
  }))
  const arrows = arrowsOf(links, rowOf, 7)
  const idsIn = (first: number, last: number) => arrowsTouching(arrows, first, last).map((at) => arrows.ids[at])

  it('finds each arrow of some rows once', () => {
    expect(idsIn(0, 2).sort()).toEqual(['l0', 'l1', 'l2'])
    expect(idsIn(4, 6).sort()).toEqual(['l1', 'l3'])
    expect(idsIn(3, 4)).toEqual([])
    expect(idsIn(0, 6).sort()).toEqual(['l0', 'l1', 'l2', 'l3'])
  })

  it('leaves out what leads to rows that are not there', () => {
    expect(arrowsOf(links, new Map([['t0', 0]]), 1).ids).toEqual([])
  })
})

describe('sceneAt', () => {
  it('moves the rows whose dates are given, and no others', () => {
    const scene = sceneWith([bar(0, 0, 2), bar(1, 2, 2)])
    const later = (row: number) => monday + (row + 10) * day
    const dates = {
      tasks: [{ id: 't0' }, { id: 'other' }] as unknown as Dates['tasks'],
      earlyStart: Int32Array.of(later(0), later(1)),
      earlyFinish: Int32Array.of(later(1), later(2)),
      lateStart: Int32Array.of(later(0), later(1)),
      lateFinish: Int32Array.of(later(4), later(4)),
      totalFloat: Int32Array.of(480, 0),
      freeFloat: Int32Array.of(0, 0),
      isCritical: Uint8Array.of(1, 1),
      isSummary: Uint8Array.of(0, 0),
      finish: later(2),
    }
    const moved = sceneAt(scene, dates)
    expect(barAt(moved, 0)).toMatchObject({ start: later(0), finish: later(1), isCritical: true })
    expect(moved.lateFinish[0]).toBe(later(4))
    expect(barAt(moved, 1)).toEqual(barAt(scene, 1))
    expect(barAt(scene, 0)?.start).toBe(monday)
  })
})

describe('segmentsOf', () => {
  const splits = [{ afterMinutes: day, gapMinutes: 2 * day }]

  it('has gaps where the work is interrupted', () => {
    const parts = segmentsOf(monday, monday + 4 * day, { splits, isElapsed: true }, null)
    expect(parts).toEqual([
      { from: monday, to: monday + day },
      { from: monday + 3 * day, to: monday + 4 * day },
    ])
  })

  it('is one part without gaps, or a calendar to count them by', () => {
    const whole = [{ from: monday, to: monday + day }]
    expect(segmentsOf(monday, monday + day, undefined, null)).toEqual(whole)
    expect(segmentsOf(monday, monday + day, { splits, isElapsed: false }, null)).toEqual(whole)
  })
})

describe('progressPoint', () => {
  const status = monday + 2 * day
  it('leads to where a task has come to that is behind or ahead', () => {
    expect(progressPoint(bar(0, 0, 4, { percentComplete: 25 }), status)).toBe(monday + day)
    expect(progressPoint(bar(0, 0, 1), status)).toBe(monday)
    expect(progressPoint(bar(0, 3, 2, { percentComplete: 50 }), status)).toBe(monday + 4 * day)
  })

  it('goes straight on past what is done or not due', () => {
    expect(progressPoint(bar(0, 0, 1, { percentComplete: 100 }), status)).toBeNull()
    expect(progressPoint(bar(0, 3, 1), status)).toBeNull()
    expect(progressPoint(bar(0, 0, 4, { kind: 'summary' }), status)).toBeNull()
  })
})

describe('rowsBetween', () => {
  it('is what can be seen', () => {
    expect(rowsBetween(0, 100, 50)).toEqual({ first: 0, last: 4 })
    expect(rowsBetween(1600, 1700, 50)).toEqual({ first: 50, last: 49 })
  })
})

describe('arrowPath', () => {
  const link = { from: 0, to: 2, type: 'FS' } as const

  it('turns once where there is room', () => {
    expect(arrowPath(link, bar(0, 0, 2), bar(2, 5, 1), scale)).toEqual([
      { x: 40, y: 16 },
      { x: 49, y: 16 },
      { x: 49, y: 80 },
      { x: 100, y: 80 },
    ])
  })

  it('goes around between the rows where there is none', () => {
    const path = arrowPath(link, bar(0, 3, 2), bar(2, 0, 1), scale)
    expect(path.map(({ y }) => y)).toEqual([16, 16, rowHeight, rowHeight, 80, 80])
    expect(path.at(-1)).toEqual({ x: 0, y: 80 })
  })

  it('leaves and enters by the ends that the type names', () => {
    const ends = (type: 'SS' | 'FF' | 'SF') => {
      const path = arrowPath({ ...link, type }, bar(0, 1, 2), bar(2, 5, 1), scale)
      return [path[0]?.x, path.at(-1)?.x]
    }
    expect([ends('SS'), ends('FF'), ends('SF')]).toEqual([
      [20, 100],
      [60, 120],
      [20, 120],
    ])
  })

  it('has no path before dates are known', () => {
    expect(arrowPath(link, bar(0, 1, 2, { start: null }), bar(2, 5, 1), scale)).toEqual([])
  })
})

describe('hitTest', () => {
  const bars = [bar(0, 1, 3), bar(1, 2, 0, { kind: 'milestone' }), bar(2, 1, 3, { kind: 'summary' })]
  const scene = sceneWith(bars)
  const partAt = (x: number, row: number) => hitTest(scene, scale, x, row * rowHeight + 10)?.part

  it('tells the parts of a bar', () => {
    expect([30, 79, 91, 5].map((x) => partAt(x, 0))).toEqual(['body', 'end', 'handle', 'row'])
  })

  it('does not resize milestones and summaries', () => {
    expect(partAt(42, 1)).toBe('body')
    expect(partAt(79, 2)).toBe('body')
    expect(partAt(91, 2)).toBe('row')
  })

  it('is nothing below the last row', () => expect(hitTest(scene, scale, 10, 500)).toBeNull())
})
