import { expect, it } from 'vitest'
import { placeText } from './place.ts'

it.each([
  [{ message: 'It ends early', line: null, column: null }, 'It ends early'],
  [{ message: 'It ends early', line: 12, column: null }, 'Line 12: It ends early'],
  [{ message: 'It ends early', line: 12, column: 3 }, 'Line 12, column 3: It ends early'],
])('%o is told as %s', (place, text) => {
  expect(placeText(place)).toBe(text)
})
