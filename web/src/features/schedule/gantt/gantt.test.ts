import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { arrowPath } from './arrow-path.ts'
import { hitTest } from './hit-test.ts'
import { clampZoom, minuteAt, nearestLevel, type Scale, timelineOf, xOf } from './scale.ts'
import { type Bar, rowHeight, rowsBetween, type Scene } from './scene.ts'
import { headerUnits, ticksBetween } from './ticks.ts'

const day = 1440
const monday = minuteOf('2026-03-02T00:00')
const scale: Scale = { origin: monday, pixelsPerDay: 20 }

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
    expect([clampZoom(0.01), clampZoom(9_999), clampZoom(10)]).toEqual([0.08, 160, 10])
    expect([44, 15, 3].map(nearestLevel)).toEqual(['day', 'week', 'month'])
  })

  it('makes room around the plan, and around today when it is empty', () => {
    const range = timelineOf([monday + 90, monday + 3 * day], 0)
    expect(range).toEqual({ from: monday - 14 * day, to: monday + 93 * day })
    expect(timelineOf([], monday).from).toBe(monday - 14 * day)
  })
})

describe('ticks', () => {
  it('chooses units by zoom', () => {
    expect([40, 10, 2, 0.5].map((pixels) => headerUnits(pixels).join())).toEqual([
      'month,day',
      'month,week',
      'year,month',
      'year,quarter',
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

describe('rowsBetween', () => {
  it('is what can be seen', () => {
    expect(rowsBetween(0, 100, 50)).toEqual({ first: 0, last: 4 })
    expect(rowsBetween(1600, 1700, 50)).toEqual({ first: 50, last: 49 })
  })
})

describe('arrowPath', () => {
  const link = { id: 'l', from: 0, to: 2, type: 'FS', isCritical: false } as const

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
  const scene: Scene = { bars, arrows: [], rowOf: new Map() }
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
