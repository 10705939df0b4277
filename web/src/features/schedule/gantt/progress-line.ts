import type { Minute } from '@throughline/engine'
import type { Bar } from './scene.ts'

/** Where the line of progress runs to for a bar that is ahead or behind; null where it goes straight on. */
export function progressPoint(bar: Bar, statusDate: Minute): Minute | null {
  if (bar.kind === 'summary' || bar.start === null) return null
  const { start, finish, percentComplete } = bar
  const isDone = percentComplete >= 100
  if (isDone ? finish <= statusDate : percentComplete === 0 && start >= statusDate) return null
  return start + ((finish - start) * percentComplete) / 100
}
