import { compileCalendar, dayOf, workingMinutesBetween } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument, withoutPlaces } from '../../test-support/any-document.ts'
import { bytesOf } from '../../test-support/bytes.ts'
import { linkedDocument } from '../../test-support/linked-document.ts'
import type { DocumentCalendar, DocumentTask, PlanDocument, StoredSchedule } from '../plan-document.ts'
import { readXer } from './read-xer.ts'
import { throughWindows1252 } from './write/windows-1252.ts'
import { writeXer } from './write/write-xer.ts'
import { summaryKeys, withXerKeys } from './write/xer-keys.ts'

const through = async (document: PlanDocument): Promise<PlanDocument> =>
  readXer(bytesOf(Buffer.concat([...writeXer(document)]), 10_000))

/** Some of the days that plans of the generator have dates in. */
const FIRST_DAY = dayOf('2019-01-01')
const LAST_DAY = dayOf('2036-12-31')
const STEP = 17

/** What a document says after it has been an XER file: no names or rules of calendars, no dates that Primavera has none of. */
function comparable(document: PlanDocument, isRead: boolean) {
  const summaries = summaryKeys(document.tasks)
  const { calendars, ...rest } = withoutPlaces(document)
  const plain = <Row extends { extra: unknown }>({ extra: _, ...row }: Row) => row
  return {
    ...plain(rest),
    calendars: calendars.map((calendar) => ({
      key: calendar.key,
      name: isRead ? calendar.name : throughWindows1252(calendar.name),
      worked: workedDays(calendar, calendars),
    })),
    tasks: rest.tasks.map((task) => ({
      ...plain(task),
      stored: summaries.has(task.key) ? null : isRead ? task.stored : storedInXer(task, document),
    })),
    links: [...rest.links].map(plain).sort((a, b) => (a.key < b.key ? -1 : 1)),
    resources: rest.resources.map(plain),
    assignments: rest.assignments.filter(({ taskKey }) => !summaries.has(taskKey)).map(plain),
  }
}

function workedDays(calendar: DocumentCalendar, calendars: readonly DocumentCalendar[]): readonly number[] {
  const specs = new Map(calendars.map((each) => [each.key, { ...each, id: each.key, baseId: each.baseKey }]))
  const time = compileCalendar({ ...calendar, id: calendar.key, baseId: calendar.baseKey }, specs)
  return Array.from({ length: (LAST_DAY - FIRST_DAY) / STEP }, (_, index) => {
    const midnight = (FIRST_DAY + index * STEP) * 1440
    return (
      workingMinutesBetween(time, midnight, midnight + 720) +
      1e4 * workingMinutesBetween(time, midnight + 720, midnight + 1440)
    )
  })
}

/** Dates of what has begun are those of the rest; a plan's own idea of what is critical is that of its floats. */
function storedInXer(task: Omit<DocumentTask, 'line'>, { options }: PlanDocument): StoredSchedule {
  const { progress } = task
  const isStarted = progress !== null
  const isComplete = progress?.actualFinish != null
  const stored = task.stored
  const slack = isComplete ? null : (stored?.totalSlackMinutes ?? null)
  const unlessStarted = (date: string | null | undefined) => (isStarted ? null : (date ?? null))
  const unlessComplete = (date: string | null | undefined) => (isComplete ? null : (date ?? null))
  const isOnPath = stored?.isCritical === true
  return {
    start: progress?.actualStart ?? stored?.start ?? null,
    finish: progress?.actualFinish ?? stored?.finish ?? null,
    earlyStart: unlessStarted(stored?.earlyStart),
    earlyFinish: unlessComplete(stored?.earlyFinish),
    lateStart: unlessStarted(stored?.lateStart),
    lateFinish: unlessComplete(stored?.lateFinish),
    totalSlackMinutes: slack,
    freeSlackMinutes:
      unlessComplete(stored?.freeSlackMinutes?.toString()) === null ? null : (stored?.freeSlackMinutes ?? null),
    isCritical:
      slack === null
        ? null
        : options.criticalBy === 'longestPath'
          ? isOnPath
          : slack <= (options.criticalFloatMinutes ?? 0),
    isSplitOrContoured: progress !== null && !isComplete && progress.resume !== null,
  }
}

describe('any plan', () => {
  it('is the same after it was an XER file, but for what Primavera and our fields in it cannot say', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument(), async (document) => {
        const back = await through(document)
        expect(comparable(back, true)).toEqual(comparable(withXerKeys(document), false))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps its links, though Primavera has none of summaries, around the clock or of inactive tasks', async () => {
    await fc.assert(
      fc.asyncProperty(linkedDocument({ resources: false, workWeeks: false, recurrences: false }), async (document) => {
        const back = await through(document)
        expect(comparable(back, true).links).toEqual(comparable(withXerKeys(document), false).links)
      }),
      { numRuns: 40 },
    )
  })

  it('is the same file when what was read from one is written', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument(), async (document) => {
        const back = await through(document)
        const again = Buffer.concat([...writeXer(back)]).toString('latin1')
        expect(again).toBe(Buffer.concat([...writeXer(await through(back))]).toString('latin1'))
        expect(comparable(await through(back), true)).toEqual(comparable(back, true))
      }),
      { numRuns: 20 },
    )
  })
})
