import {
  type LinkValues,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newProjectFields,
  newResourceFields,
  newTaskFields,
  type Plan,
  type Task,
} from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { withDates, withDatesOf } from './dated-plan.ts'
import type { Predictor } from './predictor.ts'
import { createTestPredictor } from './testing.ts'

const task = (id: string, durationMinutes: number) =>
  ({
    id,
    parentId: null,
    position: 1,
    ...newTaskFields({ name: id, durationMinutes }),
  }) as Task

const plan = (links: Partial<Plan['links'][number]>[]): Plan =>
  ({
    project: { ...newProjectFields({ name: 'Plan' }), startsAt: '2026-03-02T08:00', calendarId: 'c', finishesAt: null },
    calendars: [{ id: 'c', ...newCalendarFields({ name: 'Standard' }) }],
    tasks: [task('a', 480), task('b', 960)],
    links: links.map((link) => ({ ...link, ...newLinkFields(link as LinkValues) })),
    resources: [],
    assignments: [],
  }) as unknown as Plan

const linked = plan([{ id: 'l', predecessorId: 'a', successorId: 'b' }])
const cycle = plan([
  { id: 'l', predecessorId: 'a', successorId: 'b' },
  { id: 'm', predecessorId: 'b', successorId: 'a' },
])

async function predict(predictor: Predictor, given: Plan): Promise<Plan | null> {
  const dates = await predictor.datesOf(given, 'shown')
  return dates ? withDates(given, dates) : null
}

const longer = (given: Plan, durationMinutes: number): Plan => ({
  ...given,
  tasks: given.tasks.map((each) => (each.id === 'a' ? { ...each, durationMinutes } : each)),
})

describe('a predicted plan', () => {
  it('has the dates of the engine', async () => {
    const next = await predict(createTestPredictor().predictor, linked)
    expect(next?.tasks[1]).toMatchObject({ earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-04T17:00' })
    expect(next?.project.finishesAt).toBe('2026-03-04T17:00')
  })

  it('keeps tasks that do not move', async () => {
    const { predictor } = createTestPredictor()
    const once = await predict(predictor, linked)
    const twice = once && (await predict(predictor, once))
    expect(twice?.tasks[0]).toBe(once?.tasks[0])
  })

  it('has the dates that were shown before until its own are known', async () => {
    const shown = await predict(createTestPredictor().predictor, linked)
    const next = shown && withDatesOf(longer(linked, 960), shown)
    expect(next?.tasks[1]).toMatchObject({ earlyStart: '2026-03-03T08:00' })
    expect(next?.tasks[0]?.durationMinutes).toBe(960)
  })
})

describe('createPredictor', () => {
  it('sends the plan once, then what has changed of its tasks', async () => {
    const { predictor, sent } = createTestPredictor()
    await predict(predictor, linked)
    const renamed = { ...linked, tasks: linked.tasks.map((each) => ({ ...each, name: 'New' })) }
    const moved = await predict(predictor, longer(renamed, 960))
    await predict(predictor, renamed)
    expect(sent.map(({ plan: whole, tasks }) => [whole !== null, tasks.map(({ id }) => id)])).toEqual([
      [true, []],
      [false, ['a']],
      [false, ['a']],
    ])
    expect(moved?.tasks[1]?.earlyStart).toBe('2026-03-04T08:00')
  })

  it('asks again when anything changed that dates follow from', async () => {
    const { predictor } = createTestPredictor()
    const startOf = async (given: Plan) => (await predict(predictor, given))?.tasks[1]?.earlyStart
    const manual = { isManual: true, manualStart: '2026-03-10T08:00' }
    const moved = { ...linked, tasks: linked.tasks.map((each) => (each.id === 'b' ? { ...each, ...manual } : each)) }
    const later = { ...linked, project: { ...linked.project, startsAt: '2026-03-09T08:00' } }
    const resources = [{ id: 'r', ...newResourceFields({ name: 'Ann' }) }] as Plan['resources']
    const work = newAssignmentFields({ taskId: 'a', resourceId: 'r', workMinutes: 1_440 })
    const assigned = { ...linked, resources, assignments: [{ id: 'x', ...work }] as Plan['assignments'] }
    const starts: unknown[] = []
    for (const given of [linked, moved, later, assigned, linked]) starts.push(await startOf(given))
    expect(starts).toEqual([
      '2026-03-03T08:00',
      '2026-03-10T08:00',
      '2026-03-10T08:00',
      '2026-03-05T08:00',
      '2026-03-03T08:00',
    ])
  })

  it('answers the newest question of those that wait', async () => {
    const { predictor, sent } = createTestPredictor()
    const asked = [480, 960, 1_440].map((minutes) => predictor.datesOf(longer(linked, minutes), 'draft'))
    const [first, second, third] = await Promise.all(asked)
    expect(second).toBeUndefined()
    expect((third?.finish ?? 0) - (first?.finish ?? 0)).toBe(2 * 1_440)
    expect(sent).toHaveLength(2)
  })

  it('has no dates for a cycle, and goes on after it', async () => {
    const { predictor } = createTestPredictor()
    expect(await predictor.datesOf(cycle, 'shown')).toBeNull()
    expect((await predict(predictor, linked))?.project.finishesAt).toBe('2026-03-04T17:00')
  })

  it('knows what drives a start', async () => {
    const { predictor } = createTestPredictor()
    expect(await predictor.driverOf(linked, 'b')).toMatchObject({ kind: 'link', taskId: 'a' })
    expect(await predictor.driverOf(linked, 'a')).toMatchObject({ kind: 'project-start' })
  })
})
