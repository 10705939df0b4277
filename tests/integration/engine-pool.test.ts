import { calendarDefaults, projectDefaults } from '@throughline/contract'
import type { PlanColumns } from '@throughline/database'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEnginePool, type EnginePool } from '../../activities/src/engine-pool.ts'
import { ensureBuild } from '../harness/service/index.ts'

let engine: EnginePool
const open = async () => createEnginePool(`${await ensureBuild(['engine-thread'])}/engine-thread.js`, { mostTasks: 10 })
beforeEach(async () => {
  engine = await open()
})
afterEach(() => engine.close())

const day = [{ from: 480, to: 960 }]
const plan: PlanColumns = {
  project: { ...projectDefaults, startsAt: '2026-03-02T00:00', calendarId: 'standard' },
  calendars: [{ id: 'standard', ...calendarDefaults, week: [day, day, day, day, day, [], []], exceptions: [] }],
  tasks: {
    id: ['a'],
    parentId: [null],
    kind: ['task'],
    durationMinutes: [480],
    calendarId: [null],
    startNoEarlierThan: [null],
    rest: null,
    isSummary: [false],
    earlyStart: [null],
    earlyFinish: [null],
    lateStart: [null],
    lateFinish: [null],
    totalFloat: [null],
    freeFloat: [null],
    isCritical: [false],
  },
  links: { id: [], predecessorId: [], successorId: [], type: [], lagMinutes: [], lagUnit: null },
  resources: [],
  assignments: {
    id: [],
    taskId: [],
    resourceId: [],
    units: [],
    workMinutes: [],
    overtimeMinutes: [],
    delayMinutes: [],
    drivesDuration: [],
  },
}
const whole = (projectId: string) => ({ projectId, inputRevision: 3, base: null, input: JSON.stringify(plan) })

test('the thread of a project remembers the result that it answered', async () => {
  for (const projectId of ['one', 'other', 'third']) {
    const answer = await engine.compute(whole(projectId))
    if (answer.kind !== 'computed') throw new Error(answer.kind)
    expect(answer.schedule.changed.id).toEqual(['a'])
    expect(await engine.recall(projectId)).toEqual({ resultId: answer.schedule.resultId, inputRevision: 3 })
  }
})

test('it forgets what a computation failed upon', async () => {
  await engine.compute(whole('one'))
  const base = await engine.recall('one')
  await expect(engine.compute({ ...whole('one'), base, input: '{' })).rejects.toThrow(SyntaxError)
  expect(await engine.recall('one')).toBeNull()
  expect(await engine.compute({ ...whole('one'), base })).toEqual({ kind: 'forgotten' })
})

test('threads that came anew remember nothing', async () => {
  await engine.compute(whole('one'))
  const base = await engine.recall('one')
  await engine.close()
  engine = await open()
  expect(await engine.recall('one')).toBeNull()
  expect(await engine.compute({ ...whole('one'), base })).toEqual({ kind: 'forgotten' })
})
