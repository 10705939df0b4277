import { expect, test } from 'vitest'
import { createFetchPlaces, mostFetches } from './fetch-places.ts'

test('an organisation fetches two files at once, and all together eight', () => {
  const places = createFetchPlaces()
  const first = places.take('a')
  expect(places.take('a')).not.toBeNull()
  expect(places.take('a')).toBeNull()
  first?.()
  expect(places.take('a')).not.toBeNull()
  for (let index = 2; index < mostFetches; index += 1) expect(places.take(`b${index}`)).not.toBeNull()
  expect(places.take('c')).toBeNull()
})
