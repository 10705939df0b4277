import type { ChainStep } from '@throughline/contract'
import { formatDuration } from '../../../lib/duration.ts'
import { reasons } from '../../../lib/reasons.ts'

const linkNames = {
  FS: 'starts after it finishes',
  SS: 'starts with it',
  FF: 'finishes with it',
  SF: 'finishes when it starts',
} as const

/** What a step of a driving chain says of its date: what holds it, and by which link. */
export function driverWords({ driver, linkType, lagMinutes }: Pick<ChainStep, 'driver' | 'linkType' | 'lagMinutes'>) {
  if (driver.kind !== 'link' || !linkType) return reasons[driver.kind]
  const lag = lagMinutes ? `, ${formatDuration(Math.abs(lagMinutes))} ${lagMinutes > 0 ? 'later' : 'earlier'}` : ''
  return `${linkType} link: ${linkNames[linkType]}${lag}`
}
