import { expect, it } from 'vitest'
import { usualLengths } from '../../../lib/day-lengths.ts'
import { driverWords as wordsOf } from './driver-words.ts'

const driverWords = (step: Parameters<typeof wordsOf>[0], lengths = usualLengths) => wordsOf(step, lengths)
const link = { driver: { kind: 'link' as const }, linkType: 'FS' as const, lagUnit: 'working' as const }

it('says the link with its lag', () => {
  expect(driverWords({ ...link, lagMinutes: 0 })).toBe('FS link: starts after it finishes')
  expect(driverWords({ ...link, lagMinutes: 960 })).toBe('FS link: starts after it finishes, 2d later')
  expect(driverWords({ ...link, lagMinutes: 840 }, { ...usualLengths, minutesPerDay: 420 })).toMatch(/, 2d later$/)
  expect(driverWords({ ...link, lagMinutes: 50, lagUnit: 'percent' })).toBe(
    'FS link: starts after it finishes, 50% later',
  )
  expect(driverWords({ ...link, linkType: 'SS', lagMinutes: -480 })).toBe('SS link: starts with it, 1d earlier')
})

it('says what else may hold a date', () => {
  const step = { linkType: null, lagMinutes: null, lagUnit: null }
  expect(driverWords({ ...step, driver: { kind: 'project-start' } })).toBe('the project starts then')
  expect(driverWords({ ...step, driver: { kind: 'duration' } })).toBe('its duration')
})
