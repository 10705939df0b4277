import type { ChangeEntity, ChangeOperation } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { idOf } from '../changes/testing/plan.ts'
import { createMovement } from './movement.ts'
import { rowChangesOf } from './row-changes.ts'
import { wordsOfChange } from './words-of-change.ts'

const [wiring, inspection, phase, link, calendar, project] = [idOf(1), idOf(2), idOf(3), idOf(4), idOf(5), idOf(6)]
const [assignment, ann] = [idOf(7), idOf(8)]
const place = (id: string, name: string) => ({ id, name, parentId: null, ancestors: [], calendarId: null })
const movement = createMovement({
  projectId: project,
  moves: [],
  tasks: [place(wiring, 'Wiring'), place(inspection, 'Inspection'), place(phase, 'Phase')],
  links: [
    {
      ...{ id: link, predecessorId: wiring, successorId: inspection, type: 'FS', lagMinutes: 0 },
      ...{ lagUnit: 'working', predecessorName: 'Wiring', successorName: 'Inspection' },
    },
  ],
  calendars: [{ id: calendar, name: 'Standard', baseId: null, isProjects: true }],
  assignments: [{ id: assignment, taskId: wiring, resourceId: ann }],
  resources: [{ id: ann, name: 'Ann', calendarId: null }],
})

const wordsOf = (operations: ChangeOperation[], inverse: ChangeOperation[]) =>
  [...rowChangesOf(operations, inverse).values()].map((row) => wordsOfChange(movement, row))

const updated = (entity: ChangeEntity, id: string, patch: object, before: object) =>
  wordsOf(
    [{ op: 'update', entity, id, patch }] as ChangeOperation[],
    [{ op: 'update', entity, id, patch: before }] as ChangeOperation[],
  )[0]

describe('a task', () => {
  it.each([
    [{ durationMinutes: 2_400 }, { durationMinutes: 480 }, '“Wiring” was lengthened by 4 days'],
    [{ durationMinutes: 480 }, { durationMinutes: 720 }, '“Wiring” was shortened by 4 hours'],
    [
      { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-12T08:00' },
      { constraintType: 'asSoonAsPossible', constraintAt: null },
      'the constraint of “Wiring” was set to start no earlier than 12 March',
    ],
    [
      { constraintAt: '2026-03-12T10:30' },
      { constraintAt: '2026-03-11T08:00' },
      'the date of the constraint of “Wiring” was set to 12 March 10:30',
    ],
    [
      { constraintType: 'asSoonAsPossible', constraintAt: null },
      { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-12T08:00' },
      'the constraint of “Wiring” was removed',
    ],
    [
      { constraintType: 'asSoonAsPossible' },
      { constraintType: 'startNoEarlierThan' },
      'the constraint of “Wiring” was removed',
    ],
    [
      { constraintType: 'mustFinishOn', constraintAt: '2026-03-12T17:00' },
      { constraintType: 'asSoonAsPossible', constraintAt: null },
      'the constraint of “Wiring” was set to finish on 12 March 17:00',
    ],
    [
      { constraintType: 'asLateAsPossible' },
      { constraintType: 'asSoonAsPossible' },
      '“Wiring” was set to lie as late as possible',
    ],
    [
      { isConstraintMandatory: true },
      { isConstraintMandatory: false },
      'the constraint of “Wiring” was made mandatory',
    ],
    [{ deadline: '2026-03-12T08:00' }, { deadline: null }, 'the deadline of “Wiring” was set to 12 March'],
    [{ deadline: null }, { deadline: '2026-03-12T08:00' }, 'the deadline of “Wiring” was removed'],
    [{ isElapsed: true }, { isElapsed: false }, '“Wiring” was set to take around the clock'],
    [
      { isElapsed: true, durationMinutes: 2_880 },
      { isElapsed: false, durationMinutes: 480 },
      '“Wiring” was set to take 2 days around the clock',
    ],
    [
      { isElapsed: false, durationMinutes: 480 },
      { isElapsed: true, durationMinutes: 1_440 },
      '“Wiring” was set to take 1 day of working time',
    ],
    [{ isManual: true, manualStart: '2026-03-12T08:00' }, { isManual: false }, '“Wiring” was placed by hand'],
    [{ isManual: false }, { isManual: true }, '“Wiring” was left to the schedule'],
    [{ manualStart: '2026-03-12T08:00' }, { manualStart: null }, '“Wiring” was placed by hand on 12 March'],
    [
      { manualFinish: '2026-03-12T17:00' },
      { manualFinish: null },
      '“Wiring” was set by hand to finish on 12 March 17:00',
    ],
    [{ isActive: false }, { isActive: true }, '“Wiring” was made inactive'],
    [{ actualStart: '2026-03-12T08:00' }, { actualStart: null }, '“Wiring” started on 12 March'],
    [{ actualFinish: '2026-03-12T17:00' }, { actualFinish: null }, '“Wiring” finished on 12 March 17:00'],
    [{ actualMinutes: 60 }, { actualMinutes: 0 }, 'the progress of “Wiring” was changed'],
    [{ splits: [] }, { splits: [{}] }, 'the interruptions of “Wiring” were changed'],
    [{ levelingDelayMinutes: 0 }, { levelingDelayMinutes: 60 }, 'the leveling delay of “Wiring” was changed'],
    [{ effortType: 'fixedWork' }, { effortType: 'fixedUnits' }, 'what assignments do to “Wiring” was changed'],
    [{ milestoneAt: 'start' }, { milestoneAt: null }, 'where in a day “Wiring” lies was changed'],
    [{ parentId: phase }, { parentId: null, position: 3 }, '“Wiring” was moved below “Phase”'],
    [{ parentId: null }, { parentId: phase, position: 3 }, '“Wiring” was moved to the top level'],
    [{ calendarId: calendar }, { calendarId: null }, '“Wiring” was put on the calendar “Standard”'],
    [{ calendarId: null }, { calendarId: calendar }, '“Wiring” was put on the project’s calendar'],
    [{ kind: 'milestone' }, { kind: 'task' }, '“Wiring” was made a milestone'],
    [{ name: 'Wiring', notes: 'x' }, { notes: '' }, '“Wiring” was changed'],
  ])('%j', (patch, before, words) => {
    expect(updated('task', wiring, patch, before)).toBe(words)
  })

  it('tells of several fields at once', () => {
    expect(
      updated('task', wiring, { durationMinutes: 960, kind: 'task' }, { durationMinutes: 480, kind: 'milestone' }),
    ).toBe('“Wiring” was lengthened by 1 day and “Wiring” was made a task')
  })

  it('that came, came back or went', () => {
    expect(
      wordsOf(
        [{ op: 'create', entity: 'task', id: wiring, values: { name: 'Wiring' } }],
        [{ op: 'delete', entity: 'task', id: wiring }],
      ),
    ).toEqual(['“Wiring” was added'])
    expect(
      wordsOf([{ op: 'restore', entity: 'task', id: wiring }], [{ op: 'delete', entity: 'task', id: wiring }]),
    ).toEqual(['“Wiring” was restored'])
    expect(
      wordsOf(
        [{ op: 'delete', entity: 'task', id: wiring }],
        [
          { op: 'restore', entity: 'task', id: wiring },
          { op: 'restore', entity: 'link', id: link },
        ],
      ),
    ).toEqual(['“Wiring” was deleted', 'the link from “Wiring” to “Inspection” was removed'])
  })
})

describe('a link', () => {
  const name = 'the link from “Wiring” to “Inspection”'
  it.each([
    [{ type: 'SS' }, { type: 'FS' }, `${name} was changed from FS to SS`],
    [{ lagMinutes: 960 }, { lagMinutes: 0 }, `the lag of ${name} was changed from none to +2 days`],
    [
      { lagMinutes: 2_880, lagUnit: 'elapsed' },
      { lagMinutes: 480, lagUnit: 'working' },
      `the lag of ${name} was changed from +1 day to +2 days around the clock`,
    ],
    [
      { lagMinutes: 50, lagUnit: 'percent' },
      { lagMinutes: 0, lagUnit: 'working' },
      `the lag of ${name} was changed from none to +50 %`,
    ],
    [{ lagMinutes: -480 }, { lagMinutes: 960 }, `the lag of ${name} was changed from +2 days to -1 day`],
    [
      { type: 'FF', lagMinutes: 480 },
      { type: 'FS', lagMinutes: 0 },
      `${name} was changed from FS to FF and its lag was changed from none to +1 day`,
    ],
  ])('%j', (patch, before, words) => {
    expect(updated('link', link, patch, before)).toBe(words)
  })
})

it('a calendar and the project', () => {
  expect(updated('calendar', calendar, { exceptions: [] }, { exceptions: [{}] })).toBe(
    'the calendar “Standard” was changed',
  )
  expect(updated('project', project, { startsAt: '2026-03-16T08:00' }, { startsAt: '2026-03-02T08:00' })).toBe(
    'the project’s start was moved from 2 to 16 March',
  )
  expect(updated('project', project, { calendarId: calendar }, { calendarId: idOf(9) })).toBe(
    'the project was put on the calendar “Standard”',
  )
})

it('the project as a whole', () => {
  const changed = (patch: object, before: object) => updated('project', project, patch, before)
  expect(changed({ statusDate: '2026-03-12T08:00' }, { statusDate: null })).toBe('the status date was set to 12 March')
  expect(
    changed({ scheduleFrom: 'finish', finishBy: '2026-06-01T17:00' }, { scheduleFrom: 'start', finishBy: null }),
  ).toBe(
    'the project was scheduled from its finish and the finish that the project has to hold was set to 1 June 17:00',
  )
  expect(changed({ scheduleOptions: {} }, { scheduleOptions: { criticalFloatMinutes: 60 } })).toBe(
    'the schedule options were changed',
  )
})

it('who is assigned', () => {
  expect(updated('assignment', assignment, { workMinutes: 60 }, { workMinutes: null })).toBe(
    'the assignment of “Ann” to “Wiring” was changed',
  )
  expect(updated('resource', ann, { calendarId: calendar }, { calendarId: null })).toBe('“Ann” was changed')
  const values = { taskId: inspection, resourceId: ann }
  const id = idOf(9)
  expect(
    wordsOf([{ op: 'create', entity: 'assignment', id, values }], [{ op: 'delete', entity: 'assignment', id }]),
  ).toEqual(['“Ann” was assigned to “Inspection”'])
  expect(
    wordsOf(
      [{ op: 'delete', entity: 'assignment', id: assignment }],
      [{ op: 'restore', entity: 'assignment', id: assignment }],
    ),
  ).toEqual(['“Ann” was taken off “Wiring”'])
})

describe('the rows of a change set', () => {
  const patch = (minutes: number): ChangeOperation => ({
    ...{ op: 'update', entity: 'task', id: wiring },
    patch: { durationMinutes: minutes },
  })

  it('compare what was first with what was last', () => {
    expect(wordsOf([patch(960), patch(1_440)], [patch(960), patch(480)])).toEqual(['“Wiring” was lengthened by 2 days'])
  })

  it('leave out what a patch did not change', () => {
    const [row] = rowChangesOf([patch(480)], []).values()
    expect(row).toMatchObject({ existence: null, before: {}, after: {} })
  })

  it('hold nothing of a row that came and went', () => {
    const [row] = rowChangesOf(
      [
        { op: 'create', entity: 'task', id: wiring, values: { name: 'Wiring' } },
        { op: 'delete', entity: 'task', id: wiring },
      ],
      [
        { op: 'restore', entity: 'task', id: wiring },
        { op: 'delete', entity: 'task', id: wiring },
      ],
    ).values()
    expect(row?.existence).toBeNull()
  })
})
