import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonPart, parsePart } from './json-part.ts'
import { JsonSplitter } from './json-splitter.ts'

const LIMITS = { length: 10_000, depth: 50 }

function split(text: string, pieces: readonly number[] = [], limits = LIMITS): JsonPart[] {
  const splitter = new JsonSplitter(limits)
  const parts: JsonPart[] = []
  let from = 0
  for (const length of [...pieces, text.length]) {
    parts.push(...splitter.write(text.slice(from, from + length)))
    from += length
  }
  splitter.end()
  return parts
}

const thrown = (text: string, limits = LIMITS): unknown => {
  try {
    return split(text, [], limits).map(parsePart)
  } catch (error) {
    return error
  }
}

/** What JSON.parse makes of it, put together from the parts. */
function joined(text: string, pieces: readonly number[]): unknown {
  const whole: Record<string, unknown> = {}
  for (const part of split(text, pieces)) {
    if (part.index === null) whole[part.member] = parsePart(part)
    else whole[part.member] = [...((whole[part.member] ?? []) as unknown[]), parsePart(part)]
  }
  return whole
}

describe('the parts of an object in JSON', () => {
  it('are what it says, however it is laid out and wherever the pieces of the file end', () => {
    // The parts do not tell of empty lists.
    const value = fc.jsonValue({ maxDepth: 4 }).filter((each) => !Array.isArray(each) || each.length > 0)
    fc.assert(
      fc.property(
        fc
          .dictionary(fc.string(), value, { noNullPrototype: true })
          .filter((each) => !Object.hasOwn(each, '__proto__')),
        fc.constantFrom('', '\t', '  \r\n'),
        fc.array(fc.integer({ min: 0, max: 9 })),
        (object, blanks, pieces) => {
          const text = JSON.stringify(object, null, blanks)
          expect(joined(`\n${text} `, pieces)).toEqual(JSON.parse(text))
        },
      ),
    )
  })

  it('have their places, from the first piece to the last', () => {
    const text = '{"a":1,\r\n "list": [\n  {"x":\n2},"é"\n]\n}'
    for (const pieces of [[], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]]) {
      expect(split(text, pieces).map(({ member, index, line, column }) => [member, index, line, column])).toEqual([
        ['a', null, 1, 6],
        ['list', 0, 3, 3],
        ['list', 1, 4, 4],
      ])
    }
  })

  it('may have brackets, commas, quotes and line breaks in their texts', () => {
    const rows = ['],[', '}"{', '\\', '\\"', 'a\nb', '":"']
    expect(split(JSON.stringify({ rows }), [3, 3, 3]).map(parsePart)).toEqual(rows)
  })

  it('are none of an empty object or an empty list', () => {
    expect(split('{}')).toEqual([])
    expect(split(' { "a" : [ ] , "b" : [] } ')).toEqual([])
  })
})

describe('a file that is no object in JSON', () => {
  it.each([
    ['', 1, 0, 'empty'],
    ['  \n', 2, 0, 'empty'],
    ['[1]', 1, 1, 'does not begin with {'],
    ['ERMHDR\t8.4', 1, 1, 'does not begin with {'],
    ['{"a":[1,2', 1, 0, 'ends before'],
    ['{"a":1', 1, 0, 'ends before'],
    ['{"a":1}\nx', 2, 1, 'nothing more'],
    ['{a:1}', 1, 2, 'a name in quotes, or }'],
    ['{"a":1,}', 1, 8, 'a name in quotes'],
    ['{"a" 1}', 1, 6, 'not JSON'],
    ['{"a",1}', 1, 5, 'a colon'],
    ['{"a":[1}', 1, 8, 'a comma, or ]'],
    ['{"a":1]', 1, 7, 'a comma, or }'],
    ['{"a":}', 1, 6, 'not JSON'],
    ['{"a":[1,\n]}', 2, 1, 'not JSON'],
    ['{"a":[\n {"x":1 1}]}', 2, 9, 'not JSON'],
    ['{"a":[\n {"x":1,\n  "y":"\n"}]}', 3, 8, 'not JSON'],
    ['{"a":[{"x":1]]}', 1, 13, 'not JSON'],
    ['{"a":1,"a":2}', 1, 8, 'two parts “a”'],
  ])('is refused with the place: %j', (text, line, column, message) => {
    expect(thrown(text)).toMatchObject({ name: 'FormatError', line, column, message: expect.stringContaining(message) })
  })

  it('has neither rows that are too long, nor lists in lists in lists', () => {
    const limits = { length: 20, depth: 3 }
    expect(split('{"a":["123456789 12345678"]}', [], limits)).toHaveLength(1)
    expect(thrown('{"a":[\n"123456789 123456789"]}', limits)).toMatchObject({ line: 2, column: 1, path: 'a' })
    expect(split('{"a":[[[[1]]]]}', [], limits)).toHaveLength(1)
    expect(thrown('{"a":[\n[[[[1]]]]]}', limits)).toMatchObject({ line: 2, column: 4 })
  })

  it('is refused before all of a row that is too long has come in', () => {
    const splitter = new JsonSplitter({ length: 100, depth: 3 })
    splitter.write('{"a":["')
    expect(() => splitter.write('x'.repeat(200))).toThrow('longer than 100 characters')
  })
})
