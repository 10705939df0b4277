import { describe, expect, it } from 'vitest'
import { daysText, momentText, oneLine, zoneText } from './plain-text.ts'

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

const british = { timeZone: 'UTC', locale: 'en-GB' }

describe('daysText', () => {
  it('names the days, and one day once', () => {
    expect(daysText('2026-03-02T08:00', '2026-03-06T17:00', british)).toBe('2 Mar 2026 – 6 Mar 2026')
    expect(daysText('2026-03-02T08:00', '2026-03-02T17:00', british)).toBe('2 Mar 2026')
  })

  it('takes wall times as they stand, in whatever zone they are read', () => {
    expect(daysText('2026-03-02T00:00', '2026-03-02T00:00', { ...british, timeZone: 'America/Los_Angeles' })).toBe(
      '2 Mar 2026',
    )
    expect(daysText('2026-03-02T08:00', '2026-03-02T17:00', { ...british, locale: 'de-DE' })).toBe('2. März 2026')
  })
})

describe('momentText', () => {
  const moment = '2026-03-29T00:30:00.000Z'
  it('says the moment by the clock of who reads it, and names the zone', () => {
    expect(momentText(moment, british)).toBe('29 Mar 2026, 00:30 UTC')
    expect(momentText(moment, { timeZone: 'Europe/Berlin', locale: 'en-GB' })).toBe('29 Mar 2026, 01:30 CET')
    expect(momentText(moment, { timeZone: 'America/New_York', locale: 'en-US' })).toMatch(
      /^Mar 28, 2026, 08:30\sPM EDT$/,
    )
    expect(momentText('2026-03-29T01:00:00.000Z', { timeZone: 'Europe/Berlin', locale: 'en-GB' })).toContain(
      '03:00 CEST',
    )
  })

  it('falls back to UTC and British dates for what is not known here', () => {
    expect(momentText(moment, { timeZone: 'Europe/Atlantis', locale: 'x_y' })).toBe('29 Mar 2026, 00:30 UTC')
    expect(zoneText({ timeZone: 'Europe/Atlantis', locale: 'en-GB' })).toBe('UTC')
  })
})
