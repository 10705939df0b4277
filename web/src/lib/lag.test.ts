import { expect, test } from 'vitest'
import { usualLengths } from './day-lengths.ts'
import { formatSignedLag, parseSignedLag } from './lag.ts'

test.each([
  ['', 0, 'working'],
  ['+1d', 480, 'working'],
  ['2h', 120, 'working'],
  ['-2ed', -2880, 'elapsed'],
  ['− 50%', -50, 'percent'],
] as const)('“%s” is a lag, and is said as one', (text, lagMinutes, lagUnit) => {
  const lag = parseSignedLag(text, usualLengths)
  expect(lag).toEqual({ lagMinutes, lagUnit })
  expect(lag && parseSignedLag(formatSignedLag(lag, usualLengths), usualLengths)).toEqual(lag)
})

test.each(['soon', '--1d', '1x'])('“%s” is none', (text) => expect(parseSignedLag(text, usualLengths)).toBeNull())
