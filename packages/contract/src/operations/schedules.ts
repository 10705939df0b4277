import { z } from 'zod'
import { listOf } from '../rows-query.ts'
import { scheduleBackfill, scheduleName, schedulePatch, scheduleState } from '../schedules.ts'
import { operation } from './operation.ts'

const tag = 'Schedules'
const params = z.object({ name: scheduleName })
const problems = ['forbidden', 'not-found', 'unavailable'] as const

export const scheduleOperations = {
  listSchedules: operation({
    ...listOf(scheduleState, { key: 'name', sort: ['name'] }),
    path: '/schedules',
    summary: 'What the instance does by itself, and when next',
    tag,
    problems: ['forbidden', 'unavailable'],
  }),
  patchSchedule: operation({
    method: 'patch',
    path: '/schedules/:name',
    summary: 'Pause a schedule, or let it go on',
    tag,
    params,
    body: schedulePatch,
    status: 200,
    response: scheduleState,
    problems,
  }),
  triggerSchedule: operation({
    method: 'post',
    path: '/schedules/:name/trigger',
    summary: 'Do it now; while it runs already, nothing more',
    tag,
    params,
    status: 202,
    response: scheduleState,
    problems,
  }),
  backfillSchedule: operation({
    method: 'post',
    path: '/schedules/:name/backfill',
    summary: 'Make up for a time in which it was paused or away, as one run behind the other',
    tag,
    params,
    body: scheduleBackfill,
    status: 202,
    response: scheduleState,
    problems,
  }),
}
