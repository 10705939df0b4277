import { describe, expect, it } from 'vitest'
import { daysText, oneLine } from './text.ts'

describe('oneLine', () => {
  it.each([
    ['a\r\nBcc: x@example.com', 'a Bcc: x@example.com'],
    ['  spaced \t out\u2028line ', 'spaced out line'],
    ['left\u202Eright', 'left right'],
    ['nul\u0000byte', 'nul byte'],
  ])('makes %j one harmless line', (text, line) => {
    expect(oneLine(text)).toBe(line)
  })

  it('cuts by characters, not in the middle of one', () => {
    expect(oneLine('🙂🙂🙂🙂', 3)).toBe('🙂🙂…')
    expect(oneLine('four', 4)).toBe('four')
  })
})

describe('daysText', () => {
  it('names the days, and one day once', () => {
    expect(daysText('2026-03-02T08:00', '2026-03-06T17:00')).toBe('2 Mar 2026 – 6 Mar 2026')
    expect(daysText('2026-03-02T08:00', '2026-03-02T17:00')).toBe('2 Mar 2026')
  })
})
