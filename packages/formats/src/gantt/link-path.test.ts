import { describe, expect, it } from 'vitest'
import { arrowHead, type LinkEnd, linkPath } from './link-path.ts'
import { at } from './marks.ts'

const bar = (left: number, right: number, row: number): LinkEnd => ({
  ...{ left, right, y: row * 15, half: 4, inlet: left + 3, finish: right },
})

describe('the corners of a link', () => {
  it('go out of the end and into the top of what comes later', () => {
    expect(linkPath('FS', bar(0, 50, 0), bar(60, 90, 1), 15)).toEqual([at(50, 0), at(63, 0), at(63, 11)])
  })

  it('and into the foot of what stands above', () => {
    expect(linkPath('FS', bar(0, 50, 3), bar(60, 90, 1), 15).at(-1)).toEqual(at(63, 19))
  })

  it('go back between two rows into what begins before', () => {
    const path = linkPath('FS', bar(0, 50, 0), bar(20, 90, 1), 15)
    expect(path.at(0)).toEqual(at(50, 0))
    expect(path.at(-1)).toEqual(at(20, 15))
    expect(path.at(-2)?.x).toBeLessThan(20)
    expect(path.some(({ y }) => y === 7.5)).toBe(true)
  })

  it.each([
    ['SS', 10, 20, 'left'],
    ['FF', 50, 90, 'right'],
  ] as const)('of %s run round one side', (type, start, end, side) => {
    const path = linkPath(type, bar(10, 50, 0), bar(20, 90, 2), 15)
    expect([path.at(0)?.x, path.at(-1)?.x]).toEqual([start, end])
    const outermost = path.map(({ x }) => x)
    if (side === 'left') expect(Math.min(...outermost)).toBeLessThan(10)
    else expect(Math.max(...outermost)).toBeGreaterThan(90)
  })

  it('of SF go out of the start and into the end', () => {
    const path = linkPath('SF', bar(40, 50, 0), bar(0, 30, 1), 15)
    expect([path.at(0), path.at(-1)]).toEqual([at(40, 0), at(30, 15)])
  })
})

it('points the way that the link comes', () => {
  const [tip, ...back] = arrowHead([at(0, 0), at(0, 20)])
  expect(tip).toEqual(at(0, 20))
  expect(back.every(({ y }) => y < 20)).toBe(true)
})
