import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STANDARD_LENGTHS } from '../values/span.ts'
import { areClear, formatLink, parseLink } from './link-text.ts'
import { joinList, quotedName, splitList } from './list-text.ts'
import { formatResources, parseResource } from './resources.ts'

describe('a predecessor', () => {
  const keys = new Set(['3', '12', '1.2', 'A-10', 'A-10FS', '550e8400-e29b-41d4-a716-4466554400ff'])
  const keyOf = (text: string) => (keys.has(text) ? text : null)
  const parse = (text: string) => parseLink(text, keyOf, STANDARD_LENGTHS)

  it.each([
    ['3', '3', 'FS', 0, 'working'],
    ['3SS', '3', 'SS', 0, 'working'],
    ['12FS+2d', '12', 'FS', 960, 'working'],
    ['3fs+2d', '3', 'FS', 960, 'working'],
    ['3FS+2', '3', 'FS', 960, 'working'],
    ['3 FF - 1.5 h', '3', 'FF', -90, 'working'],
    ['12FS-50%', '12', 'FS', -50, 'percent'],
    ['1.2SF+50%', '1.2', 'SF', 50, 'percent'],
    ['3+1ed', '3', 'FS', 1440, 'elapsed'],
    ['3FS+2 days?', '3', 'FS', 960, 'working'],
    ['12EA', '12', 'FS', 0, 'working'],
    ['12AA+2 Tage', '12', 'SS', 960, 'working'],
    ['12FD+1 jour', '12', 'FS', 480, 'working'],
    ['12CC+1 día', '12', 'SS', 480, 'working'],
    ['A-10', 'A-10', 'FS', 0, 'working'],
    ['A-10FS', 'A-10FS', 'FS', 0, 'working'],
    ['A-10SS+1d', 'A-10', 'SS', 480, 'working'],
    ['550e8400-e29b-41d4-a716-4466554400ffFF-1h', '550e8400-e29b-41d4-a716-4466554400ff', 'FF', -60, 'working'],
  ])('%s', (text, predecessor, type, lagMinutes, lagUnit) => {
    expect(parse(text)).toEqual({ predecessor, type, lagMinutes, lagUnit, wrong: null })
  })

  it.each([
    ['3SS+x', 'lagMinutes', 'SS'],
    ['3FS+2 moons', 'lagMinutes', 'FS'],
    ['3+', 'type', 'FS'],
    ['3 when dry', 'type', 'FS'],
  ])('%s is understood at its beginning', (text, wrong, type) => {
    expect(parse(text)).toMatchObject({ predecessor: '3', wrong, type, lagMinutes: 0 })
  })

  it.each(['4', '31', '3.1', '3-1', '12x', 'soon', ''])('%j is none', (text) => {
    expect(parse(text)).toBeNull()
  })

  it('is understood as it is written, by keys that are clear', () => {
    const key = fc.oneof(
      fc.stringMatching(/^[A-Z0-9][A-Z0-9.+-]{0,6}$/),
      fc.constantFrom('1', '1FS', '1FS+2', 'F', 'FS'),
    )
    const drawn = fc.record({
      keys: fc.uniqueArray(key, { minLength: 1, maxLength: 5 }),
      type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
      lagMinutes: fc.integer({ min: -6_240_000, max: 6_240_000 }),
      lagUnit: fc.constantFrom('working' as const, 'elapsed' as const, 'percent' as const),
    })
    fc.assert(
      fc.property(drawn, ({ keys: all, ...link }) => {
        fc.pre(areClear(all))
        for (const predecessor of all) {
          const text = formatLink({ predecessor, ...link }, STANDARD_LENGTHS)
          const known = (part: string) => (all.includes(part) ? part : null)
          expect(parseLink(text, known, STANDARD_LENGTHS)).toEqual({ predecessor, ...link, wrong: null })
        }
      }),
    )
  })

  it('is not clear by a key that looks like another one with a kind of link, or like a list', () => {
    expect(areClear(['1', '1FS'])).toBe(false)
    expect(areClear(['1', '1SS-2'])).toBe(false)
    expect(areClear(['a;b'])).toBe(false)
    expect(areClear(['a b'])).toBe(false)
    expect(areClear(['FS', 'OFFSET', '2FS', 'A-1'])).toBe(true)
  })
})

describe('a list in a cell', () => {
  it.each([
    ['1;2', ['1', '2']],
    ['1, 2', ['1', '2']],
    ['1\n2', ['1', '2']],
    ['Smith, John; Bob', ['Smith, John', 'Bob']],
    ['Smith, John;', ['Smith, John']],
    ['"a;b";c', ['"a;b"', 'c']],
    ['"a ""b"", c"[50%],d', ['"a ""b"", c"[50%]', 'd']],
    ['5" pipe;"open', ['5" pipe', '"open']],
    [' ', []],
  ])('%j', (cell, items) => {
    expect(splitList(cell)).toEqual(items)
  })

  it('comes back as it was joined', () => {
    const name = fc.string({ unit: fc.constantFrom('a', ';', ',', '"', '[', ']', '5', '%', ' ', '\n') })
    const names = fc.array(name.map((text) => text.trim()).filter((text) => text !== ''))
    fc.assert(
      fc.property(names, (all) => {
        const items = all.map(quotedName)
        expect(splitList(joinList(items))).toEqual(items)
      }),
    )
  })
})

describe('a resource', () => {
  it.each([
    ['Ann', 'Ann', 1],
    ['Bob [50%]', 'Bob', 0.5],
    ['Bob[12,5 %]', 'Bob', 0.125],
    ['Sand[3 t]', 'Sand', 3],
    ['"Room [3]"[20%]', 'Room [3]', 0.2],
    ['"Smith; Sons"', 'Smith; Sons', 1],
    ['"The" team', '"The" team', 1],
    ['Room [B]', 'Room [B]', 1],
  ])('%s', (item, name, units) => {
    expect(parseResource(item)).toEqual({ name, units })
  })

  it('is nobody without a name', () => {
    expect([' ', '[50%]', '""'].map(parseResource)).toEqual([null, null, null])
  })

  it('comes back as it was written', () => {
    const name = fc.string({ unit: fc.constantFrom('a', ';', ',', '"', '[', ']', '5', '%', ' ', '\n') })
    const resource = fc.record({
      name: name.map((text) => text.trim()).filter((text) => text !== ''),
      units: fc.oneof(
        fc.constantFrom(0, 1, 0.07, 1_000),
        fc.nat(100_000).map((value) => value / 100),
      ),
    })
    fc.assert(
      fc.property(fc.array(resource), (resources) => {
        expect(splitList(formatResources(resources)).map(parseResource)).toEqual(resources)
      }),
    )
  })
})
