import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-fault.ts'

describe('a fault of JSON', () => {
  it.each([
    ['{"a":1,,"b":2}', 7, /^“,"b":2}” stands where a name in quotes should be/],
    ['{"a":NaN}', 5, /^“NaN}” stands where a value should be/],
    ['[1, 2', 5, /^it ends where a comma/],
    ['{"a" 1}', 5, /a colon should be/],
    ['[1}', 2, /a comma/],
    ['{a:1}', 1, /a name in quotes, or }/],
    ['["a\nb"]', 3, /^a text does not go on/],
    ['["a\\x"]', 3, /^a text does not go on/],
    ['["a', 3, /^a text does not go on/],
    ['[01]', 2, /a comma/],
    ['1 2', 2, /the end/],
    ['', 0, /^it ends where a value should be/],
  ])('%j is found at %i', (text, offset, message) => {
    expect(jsonFault(text).offset).toBe(offset)
    expect(jsonFault(text).message).toMatch(message)
  })

  it('is the end of what is cut short, and what is added to what is whole', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(jsonFault(`[${json}`).offset).toBe(json.length + 1)
        expect(jsonFault(`${json}!`).offset).toBe(json.length)
      }),
    )
  })
})
