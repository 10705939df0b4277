import { expect, it } from 'vitest'
import { cutToWidth } from './text-measure.ts'

const measure = (text: string, size: number) => [...text].length * size

it('keeps a text that has room', () => {
  expect(cutToWidth('Deck', 40, 10, false, measure)).toBe('Deck')
})

it('cuts the end, with an ellipsis, and no character in two', () => {
  expect(cutToWidth('Foundations', 70, 10, false, measure)).toBe('Founda…')
  expect(cutToWidth('🌉🌉🌉🌉', 30, 10, false, measure)).toBe('🌉🌉…')
  expect(cutToWidth('Lay the stones', 50, 10, false, measure)).toBe('Lay…')
})

it('leaves out what has no room at all', () => {
  expect(cutToWidth('Deck', 15, 10, false, measure)).toBe('')
})
