import { minuteOf, schedule, textOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../test-support/bytes.ts'
import { linkXml, projectXml } from '../test-support/mspdi.ts'
import { readMspdi } from './mspdi/read-mspdi.ts'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from './plain-document.ts'
import type { DocumentTask, PlanDocument } from './plan-document.ts'
import { planOf } from './plan-of.ts'

const task = (key: string, values: Partial<DocumentTask> = {}): DocumentTask => ({
  ...PLAIN_TASK,
  key,
  name: key,
  line: 1,
  ...values,
})

const documentOf = (values: Partial<PlanDocument>): PlanDocument => ({
  ...PLAIN_PLAN,
  name: null,
  start: null,
  calendars: [],
  defaultCalendarKey: null,
  tasks: [],
  links: [],
  resources: [],
  assignments: [],
  warnings: [],
  ...values,
})

describe('the plan of a document', () => {
  it('has all that a task says', () => {
    const constraint = { kind: 'mustFinishOn', date: '2026-03-09T17:00' } as const
    const progress = { actualStart: '2026-03-02T08:00', actualFinish: null, doneMinutes: 60, resume: null }
    const splits = [{ afterMinutes: 60, gapMinutes: 480 }]
    const manual = { start: '2026-03-03T08:00', finish: null }
    const [a] = planOf(
      documentOf({
        tasks: [
          task('a', { constraint, deadline: '2026-03-10T17:00', progress, splits, manual, levelingDelayMinutes: 30 }),
        ],
      }),
    ).tasks
    expect(a).toMatchObject({
      id: 'a',
      constraint: { kind: 'mustFinishOn', date: minuteOf('2026-03-09T17:00') },
      deadline: minuteOf('2026-03-10T17:00'),
      progress: { actualStart: minuteOf('2026-03-02T08:00'), actualFinish: null, doneMinutes: 60 },
      splits,
      manual: { start: minuteOf('2026-03-03T08:00'), finish: null },
      levelingDelayMinutes: 30,
    })
  })

  it('starts when the document says, else with its first date', () => {
    const early = task('a', { constraint: { kind: 'startNoEarlierThan', date: '2026-02-03T08:00' } })
    expect(textOf(planOf(documentOf({ tasks: [early, task('b')] })).start)).toBe('2026-02-03T08:00')
    expect(textOf(planOf(documentOf({ start: '2026-03-02T08:00', tasks: [early] })).start)).toBe('2026-03-02T08:00')
    expect(textOf(planOf(documentOf({})).start)).toMatch(/T08:00$/)
  })

  it('takes no time for overtime, and leaves uneven work the time of its task', () => {
    const of = { ...PLAIN_ASSIGNMENT, taskKey: 'a', delayMinutes: 15 }
    const { assignments } = planOf(
      documentOf({
        tasks: [task('a')],
        resources: [
          { ...PLAIN_RESOURCE, key: 'r', name: 'Ann' },
          { ...PLAIN_RESOURCE, key: 's', name: 'Bob' },
        ],
        assignments: [
          { ...of, key: 'a/r', resourceKey: 'r', workMinutes: 600, overtimeMinutes: 120 },
          { ...of, key: 'a/s', resourceKey: 's', workMinutes: 600, drivesDuration: false },
        ],
      }),
    )
    expect(assignments).toMatchObject([
      { resourceId: 'r', workMinutes: 480, delayMinutes: 15 },
      { resourceId: 's', workMinutes: null, delayMinutes: 15 },
    ])
  })

  it('is scheduled by the engine', async () => {
    const document = await readMspdi(bytesOf(projectXml([{ uid: 1 }, { uid: 2, more: linkXml(1, 1, 4800) }])))
    const { tasks } = schedule(planOf(document))
    expect(tasks.map(({ id, start }) => [id, textOf(start)])).toEqual([
      ['1', '2026-03-02T08:00'],
      ['2', '2026-03-04T08:00'],
    ])
  })
})
