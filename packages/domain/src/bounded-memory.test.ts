import { expect, it } from 'vitest'
import { BoundedMemory } from './bounded-memory.ts'

it('lets go of what was kept longest ago', () => {
  const memory = new BoundedMemory<string>(5)
  memory.keep('a', 'A', 2)
  memory.keep('b', 'B', 2)
  memory.keep('a', 'again', 2)
  memory.keep('c', 'C', 2)
  expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual(['again', undefined, 'C'])
})

it('counts a value by the size that it was kept with', () => {
  const memory = new BoundedMemory<string>(5)
  memory.keep('a', 'A', 4)
  memory.keep('a', 'smaller', 1)
  memory.keep('b', 'B', 4)
  memory.forget('b')
  memory.forget('b')
  memory.keep('c', 'C', 4)
  expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual(['smaller', undefined, 'C'])
})

it('keeps nothing that is too large by itself', () => {
  const memory = new BoundedMemory<string>(5)
  memory.keep('a', 'A', 6)
  expect(memory.get('a')).toBeUndefined()
})
