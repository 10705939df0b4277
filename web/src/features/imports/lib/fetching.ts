import type { ImportJob } from '@throughline/contract'
import { formatMoment } from '../../../lib/dates.ts'
import { sizeText } from './file-kinds.ts'

type Link = NonNullable<ImportJob['link']>

/** 0 to 1; nothing where the host does not say how much there is. */
export const shareFetched = ({ bytesDone, bytesTotal }: Link): number =>
  bytesTotal ? Math.min(1, bytesDone / bytesTotal) : 0

/** "1.2 MB of 30.0 MB", as far as it is known. */
export const bytesText = ({ bytesDone, bytesTotal }: Link): string =>
  bytesTotal === null ? (bytesDone > 0 ? sizeText(bytesDone) : '') : `${sizeText(bytesDone)} of ${sizeText(bytesTotal)}`

/** Why the file is not there yet, and when it is tried again. */
export const waitText = ({ problem, triesAgainAt, origin }: Link): string =>
  triesAgainAt === null
    ? `It comes from ${origin}.`
    : `${origin}: ${problem ?? ''} It is tried again at ${formatMoment(triesAgainAt)}.`

/** A link as people write or paste it; null for what is none. */
export function linkOf(text: string): URL | null {
  const trimmed = text.trim()
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null
  return new URL(trimmed)
}
