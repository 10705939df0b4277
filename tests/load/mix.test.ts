import { expect, test } from 'vitest'
import type { LoadProject } from './messages.ts'
import { chooseRequest, createPicker, isEdit } from './mix.ts'

const projects: LoadProject[] = Array.from({ length: 20 }, (_, index) => ({
  id: `project ${index}`,
  organisation: index % 4,
  revision: 3,
  taskIds: ['a', 'b'],
  people: [{ token: 'tl_1', personId: '1' }],
}))

test('33 requests in 167 are edits, spread evenly over time and over the projects', () => {
  const pick = createPicker(1)
  const requests = Array.from({ length: 1_670 }, (_, index) => chooseRequest(index, projects, pick))
  const edits = requests.filter(({ editOf }) => editOf)
  expect(edits).toHaveLength(330)
  const counts = new Map<string, number>()
  for (const { editOf } of edits) counts.set(editOf ?? '', (counts.get(editOf ?? '') ?? 0) + 1)
  expect(counts.size).toBe(20)
  for (const count of counts.values()) expect(Math.abs(count - 16.5)).toBeLessThanOrEqual(1)
  for (let first = 0; first < 1_600; first += 50) {
    const inFifty = Array.from({ length: 50 }, (_, index) => first + index).filter(isEdit).length
    expect(inFifty).toBeGreaterThanOrEqual(9)
    expect(inFifty).toBeLessThanOrEqual(11)
  }
})

test('the same seed asks for the same', () => {
  const choose = () => {
    const pick = createPicker(7)
    return Array.from({ length: 50 }, (_, index) => chooseRequest(index, projects, pick))
  }
  expect(choose()).toEqual(choose())
})
