import type { ChangeOperation } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { idOf } from '../changes/testing/plan.ts'
import { createMovement } from './movement.ts'
import { rowChangesOf } from './row-changes.ts'
import { wordsOfChange } from './words-of-change.ts'

const [wiring, inspection, phase, link, calendar, project] = [1, 2, 3, 4, 5, 6].map(idOf) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const place = (id: string, name: string) => ({ id, name, parentId: null, ancestors: [], calendarId: null })
const movement = createMovement({
  projectId: project,
  moves: [],
  tasks: [place(wiring, 'Wiring'), place(inspection, 'Inspection'), place(phase, 'Phase')],
  links: [
    {
      ...{ id: link, predecessorId: wiring, successorId: inspection, type: 'FS', lagMinutes: 0 },
      ...{ predecessorName: 'Wiring', successorName: 'Inspection' },
    },
  ],
  calendars: [{ id: calendar, name: 'Standard', isProjects: true }],
})

const wordsOf = (operations: ChangeOperation[], inverse: ChangeOperation[]) =>
  [...rowChangesOf(operations, inverse).values()].map((row) => wordsOfChange(movement, row))

const updated = (entity: 'task' | 'link' | 'calendar' | 'project', id: string, patch: object, before: object) =>
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
      'the constraint of “Wiring” was set to start no earlier than 12 March 10:30',
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
