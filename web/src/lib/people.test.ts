import { expect, it } from 'vitest'
import { hueOf, initialsOf } from './people.ts'

it.each([
  ['Ana Berg', 'AB'],
  ['ana maria berg', 'AB'],
  ['Ana', 'A'],
  ['Øyvind Åse', 'ØÅ'],
  [' ', ''],
])('initials of %o are %o', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

it('gives a person one hue, and people several', () => {
  expect(hueOf('a')).toBe(hueOf('a'))
  expect(new Set([...'abcdefgh'].map(hueOf)).size).toBeGreaterThan(4)
})
