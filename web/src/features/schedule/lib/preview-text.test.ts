import type { ChangePreview } from '@throughline/contract'
import { expect, it } from 'vitest'
import { previewText } from './preview-text.ts'

const preview = (fields: Partial<ChangePreview>): ChangePreview =>
  ({ movedCount: 0, finishesAt: { before: null, after: null }, scheduleError: null, ...fields }) as ChangePreview

it('says how many move, and where the finish goes', () => {
  const finishesAt = { before: '2026-03-05T17:00', after: '2026-03-03T17:00' }
  expect(previewText(preview({ movedCount: 1, finishesAt }))).toBe(
    'The dates of 1 other task would move, finish 5 Mar 2026 → 3 Mar 2026.',
  )
  expect(
    previewText(preview({ movedCount: 1_200, finishesAt: { before: finishesAt.after, after: finishesAt.after } })),
  ).toBe('The dates of 1,200 other tasks would move, the finish stays 3 Mar 2026.')
})

it('says so when nothing moves, or nothing can be computed', () => {
  expect(previewText(preview({}))).toBe('No other dates would move.')
  const scheduleError = { type: 'cycle', message: 'A → B → A', taskIds: [] }
  expect(previewText(preview({ scheduleError }))).toBe('The dates could not be computed then: A → B → A')
})
