import type { Calendar, Plan, Resource } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { applyLeveling } from './leveling-edits.ts'
import { absencesOf, addAbsence, changeResource, draftOf, problemsOf, removeAbsence } from './resource-edits.ts'

const resource = (values: Partial<Resource> = {}) =>
  ({ id: 'r1', name: 'Ana', kind: 'work', maxUnits: 1, calendarId: null, email: null, ...values }) as Resource
const planOf = (resources: Resource[], calendars: Partial<Calendar>[] = []) =>
  ({
    project: { calendarId: 'standard' },
    resources,
    tasks: [],
    calendars: [{ id: 'standard', baseId: null }, ...calendars],
  }) as unknown as Plan
const away = { from: '2026-03-02', to: '2026-03-06', name: 'Holiday' }

describe('resources', () => {
  it('are changed in what differs only', () => {
    expect(changeResource(resource(), draftOf(resource()))).toBeNull()
    const draft = { ...draftOf(resource()), percent: '50', name: ' Ana B. ' }
    expect(changeResource(resource(), draft)?.operations).toEqual([
      { op: 'update', entity: 'resource', id: 'r1', patch: { name: 'Ana B.', maxUnits: 0.5 } },
    ])
  })

  it('need a name, and units that are a number', () => {
    expect(Object.keys(problemsOf({ ...draftOf(null), percent: 'half' }))).toEqual(['name', 'percent'])
    expect(problemsOf({ ...draftOf(null), name: 'Ana', percent: '12,5' })).toEqual({})
  })
})

describe('absences', () => {
  it('give a resource a calendar of its own, on the base of what it had', () => {
    const { operations } = addAbsence(planOf([resource()]), resource(), away)
    const [made, given] = operations
    expect(made).toMatchObject({
      ...{ op: 'create', entity: 'calendar' },
      values: { name: 'Ana', baseId: 'standard', exceptions: [{ ...away, shifts: [] }] },
    })
    expect(given).toMatchObject({ id: 'r1', patch: { calendarId: made && 'id' in made ? made.id : '' } })
  })

  it('are added to the own calendar, and taken from it', () => {
    const ana = resource({ calendarId: 'own' })
    const own = { id: 'own', baseId: 'standard', exceptions: [{ from: '2026-05-01', to: '2026-05-01', shifts: [] }] }
    const plan = planOf([ana], [own])
    expect(absencesOf(plan, ana)).toMatchObject([{ from: '2026-05-01', to: '2026-05-01' }])
    expect(addAbsence(plan, ana, away).operations).toMatchObject([
      {
        op: 'update',
        entity: 'calendar',
        id: 'own',
        patch: { exceptions: [own.exceptions[0], { ...away, shifts: [] }] },
      },
    ])
    expect(removeAbsence(plan, ana, { from: '2026-05-01', to: '2026-05-01' })?.operations).toMatchObject([
      { id: 'own', patch: { exceptions: [] } },
    ])
  })

  it('leave a calendar alone that others use as well', () => {
    const ana = resource({ calendarId: 'night' })
    const plan = planOf(
      [ana, resource({ id: 'r2', calendarId: 'night' })],
      [{ id: 'night', baseId: null, exceptions: [] }],
    )
    expect(addAbsence(plan, ana, away).operations[0]).toMatchObject({ op: 'create', values: { baseId: 'night' } })
  })
})

it('puts delays into as many change sets as it takes', () => {
  const delays = Array.from({ length: 2_100 }, (_, at) => ({ taskId: `t${at}`, levelingDelayMinutes: 480 }))
  const changes = applyLeveling({ delays } as never)
  expect(changes.map(({ operations }) => operations.length)).toEqual([1_000, 1_000, 100])
})
