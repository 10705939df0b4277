import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../plain-document.ts'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import { readMspdi } from './read-mspdi.ts'
import { writeMspdi } from './write-mspdi.ts'

const STORED = {
  ...{ start: '2026-03-02T08:00', finish: '2026-03-05T17:00' },
  ...{ earlyStart: null, earlyFinish: null, lateStart: null, lateFinish: null },
  ...{ totalSlackMinutes: null, freeSlackMinutes: null, isCritical: null, isSplitOrContoured: true },
}

function documentWith(values: Partial<DocumentTask>, more: Partial<PlanDocument> = {}): PlanDocument {
  const nothing = { name: null, start: null, calendars: [], defaultCalendarKey: null, links: [], resources: [] }
  const task = { ...PLAIN_TASK, key: '1', name: 'Dig', line: 1, ...values }
  return { ...PLAIN_PLAN, ...nothing, assignments: [], warnings: [], tasks: [task], ...more }
}
const written = (document: PlanDocument): string => [...writeMspdi(document)].join('')
const read = (xml: string): Promise<PlanDocument> => readMspdi(bytesOf(xml))

it('gives a plan without a calendar the usual week, also for its interruptions', async () => {
  const splits = [{ afterMinutes: 480, gapMinutes: 480 }]
  const { calendars, tasks } = await read(written(documentWith({ durationMinutes: 960, stored: STORED, splits })))
  expect(calendars).toMatchObject([{ name: 'Standard', week: STANDARD_WEEK }])
  expect(tasks[0]?.splits).toEqual(splits)
})

describe('a task by hand that nobody has scheduled', () => {
  const [start, finish] = ['2026-03-02T08:00', '2026-03-04T17:00']

  it.each([
    ['both dates', { start, finish }, {}, start, finish],
    ['no finish', { start, finish: null }, {}, start, start],
    ['no start', { start: null, finish }, {}, finish, finish],
    ['no date', { start: null, finish: null }, { start: '2026-01-05T08:00' }, '2026-01-05T08:00', '2026-01-05T08:00'],
    ['no date in a plan without any', { start: null, finish: null }, {}, '1984-01-01T08:00', '1984-01-01T08:00'],
  ])('with %s has a start and a finish, and reads as before', async (_what, manual, more, from, to) => {
    const xml = written(documentWith({ manual }, more))
    const task = xml.slice(xml.indexOf('<Name>Dig</Name>'))
    expect(task).toContain(`<Start>${from}:00</Start><Finish>${to}:00</Finish>`)
    expect((await read(xml)).tasks[0]).toMatchObject({ manual, stored: null })
  })
})

it('gives UIDs to keys that are none, and means the same rows by them everywhere', async () => {
  const tasks = ['dig', '2', 'wall'].map((key) => ({ ...PLAIN_TASK, key, name: key, line: 1 }))
  const link = {
    key: 'l',
    predecessorKey: 'dig',
    successorKey: 'wall',
    type: 'FS',
    lagMinutes: 0,
    lagUnit: 'working',
  } as const
  const resources = [{ ...PLAIN_RESOURCE, key: 'ann', name: 'Ann' }]
  const document = await read(
    written(documentWith({}, { tasks, resources, links: [{ ...link, line: 1, extra: null }] })),
  )
  expect(document.tasks.map(({ key, name }) => [key, name])).toEqual([
    ['1', 'dig'],
    ['2', '2'],
    ['3', 'wall'],
  ])
  expect(document.links).toMatchObject([{ predecessorKey: '1', successorKey: '3' }])
  expect(document.resources).toMatchObject([{ key: '1', name: 'Ann' }])
})
