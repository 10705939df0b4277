import type { ImportCounts, ImportJob } from '@throughline/contract'

/** It has written something that is still there. */
export const mayUndo = ({
  state,
  projectId,
  rowsDone,
  cancelRequested,
}: Pick<ImportJob, 'state' | 'projectId' | 'rowsDone' | 'cancelRequested'>): boolean =>
  (state === 'completed' || (state === 'cancelled' && cancelRequested === 'keep')) && projectId !== null && rowsDone > 0

/** Its file is kept, or where that comes from. */
export const mayRetry = ({ state, expiresAt }: Pick<ImportJob, 'state' | 'expiresAt'>, now: number): boolean =>
  state === 'failed' && expiresAt !== null && Date.parse(expiresAt) > now

type End = Pick<ImportJob, 'state' | 'rowsDone' | 'counts' | 'projectId' | 'cancelRequested' | 'keptCount'>

const rows = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`

/** What came in, or why nothing did. */
export function endText({ state, rowsDone, counts, cancelRequested, keptCount }: End): string {
  switch (state) {
    case 'completed':
      return `${rows(rowsDone)} came in${counts ? `: ${differenceText(counts)}` : ''}.`
    case 'cancelled':
      return cancelRequested === 'keep' && rowsDone > 0
        ? `${rows(rowsDone)} came in before it was stopped, and stay.`
        : keptCount
          ? `What had been written was taken back, but for ${rows(keptCount)}.`
          : 'Nothing of the file is in the plan.'
    case 'undoing':
      return 'What the file brought in is taken back. What somebody has changed since stays.'
    case 'undone':
      return keptCount
        ? `What the file brought in was taken back, but for ${rows(keptCount)}.`
        : 'What the file brought in was taken back.'
    case 'expired':
      return 'It waited for a review for too long, and was given up. Nothing of the file is in the plan.'
    default:
      return 'Nothing of the file is in the plan.'
  }
}

/** What the file had, not counting what it had as the plan has it. */
function differenceText(counts: ImportCounts): string {
  const parts = [
    counts.create > 0 && `${counts.create.toLocaleString('en')} new`,
    counts.update > 0 && `${counts.update.toLocaleString('en')} changed`,
    counts.delete > 0 && `${counts.delete.toLocaleString('en')} deleted`,
  ].filter(Boolean)
  return parts.length === 0 ? 'the plan was up to date' : `the file had ${parts.join(', ')}`
}
