import type { ChainStep } from '@throughline/contract'
import type { DayLengths } from '../../../lib/day-lengths.ts'
import { formatLag } from '../../../lib/lag.ts'
import { reasons } from '../../../lib/reasons.ts'

const linkNames = {
  FS: 'starts after it finishes',
  SS: 'starts with it',
  FF: 'finishes with it',
  SF: 'finishes when it starts',
} as const

type LinkStep = Pick<ChainStep, 'driver' | 'linkType' | 'lagMinutes' | 'lagUnit'>

/** What a step of a driving chain says of its date: what holds it, and by which link. */
export function driverWords(step: LinkStep, lengths: DayLengths) {
  const { driver, linkType, lagMinutes, lagUnit } = step
  if (driver.kind !== 'link' || !linkType) return reasons[driver.kind]
  const size = lagMinutes ? formatLag({ lagMinutes, lagUnit: lagUnit ?? 'working' }, lengths) : ''
  const lag = lagMinutes ? `, ${size} ${lagMinutes > 0 ? 'later' : 'earlier'}` : ''
  return `${linkType} link: ${linkNames[linkType]}${lag}`
}
