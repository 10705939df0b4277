import { newCalendarFields, standardWeek } from '@throughline/contract'
import type { VarianceRow } from '@throughline/database'
import { describe, expect, test } from 'vitest'
import { measureBy, taskVariances } from './variance.ts'

const standard = 'standard'
const late = 'late'
const projectId = 'project'
const calendars = [
  {
    id: standard,
    projectId,
    ...newCalendarFields({ name: 'Standard' }),
    exceptions: [{ from: '2026-03-10', to: '2026-03-10', shifts: [] }],
    revision: 1,
  },
  // Every day from 20:00 to 22:00.
  {
    id: late,
    projectId,
    ...newCalendarFields({ name: 'Late', week: standardWeek.map(() => [{ from: 1200, to: 1320 }]) }),
    revision: 1,
  },
]

const row = (id: string, fields: Partial<VarianceRow>): VarianceRow => ({
  id,
  name: id,
  isLive: true,
  isSummary: false,
  parentId: null,
  position: 1,
  calendarId: null,
  earlyStart: null,
  earlyFinish: null,
  durationMinutes: 480,
  baselineStart: null,
  baselineFinish: null,
  baselineDuration: null,
  ...fields,
})

const variancesOf = (...rows: VarianceRow[]) => taskVariances(rows, standard, measureBy(calendars))

describe('the variance of a task', () => {
  test('counts working time on its calendar: a weekend and a holiday are none', () => {
    const [variance] = variancesOf(
      row('moved', {
        // Friday 6 March to Wednesday 11 March; Tuesday 10 March is a holiday.
        ...{ baselineStart: '2026-03-06T08:00', baselineFinish: '2026-03-06T17:00', baselineDuration: 480 },
        ...{ earlyStart: '2026-03-11T08:00', earlyFinish: '2026-03-12T17:00', durationMinutes: 960 },
      }),
    )
    expect(variance).toMatchObject({
      state: 'moved',
      startVarianceMinutes: 2 * 480,
      finishVarianceMinutes: 3 * 480,
      durationVarianceMinutes: 480,
    })
  })

  test('is negative for what is earlier or shorter, and counts on the calendar of the task', () => {
    const [variance] = variancesOf(
      row('evenings', {
        calendarId: late,
        ...{ baselineStart: '2026-03-04T20:00', baselineFinish: '2026-03-06T21:00', baselineDuration: 300 },
        ...{ earlyStart: '2026-03-02T21:00', earlyFinish: '2026-03-04T21:00', durationMinutes: 240 },
      }),
    )
    // From Monday 21:00 to Wednesday 20:00 lie one hour of Monday and two of Tuesday.
    expect(variance).toMatchObject({
      startVarianceMinutes: -180,
      finishVarianceMinutes: -240,
      durationVarianceMinutes: -60,
    })
  })

  test('is none where nothing moved', () => {
    const [variance] = variancesOf(
      row('same', {
        ...{ baselineStart: '2026-03-06T08:00', baselineFinish: '2026-03-06T17:00', baselineDuration: 480 },
        ...{ earlyStart: '2026-03-06T08:00', earlyFinish: '2026-03-06T17:00' },
      }),
    )
    expect(variance).toMatchObject({
      state: 'same',
      startVarianceMinutes: 0,
      finishVarianceMinutes: 0,
      durationVarianceMinutes: 0,
    })
  })

  test('of a summary goes by its dates, not by a duration that it does not have', () => {
    const [variance] = variancesOf(
      row('summary', {
        isSummary: true,
        durationMinutes: 60,
        ...{ baselineStart: '2026-03-02T08:00', baselineFinish: '2026-03-03T12:00' },
        ...{ earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-04T17:00' },
      }),
    )
    expect(variance?.baseline?.durationMinutes).toBe(720)
    expect(variance?.current?.durationMinutes).toBe(1440)
    expect(variance?.durationVarianceMinutes).toBe(720)
  })

  test('is unknown for tasks that came or went', () => {
    const variances = variancesOf(
      row('gone', {
        isLive: false,
        baselineStart: '2026-03-06T08:00',
        baselineFinish: '2026-03-06T17:00',
        baselineDuration: 480,
        earlyStart: '2026-03-06T08:00',
        earlyFinish: '2026-03-06T17:00',
      }),
      row('new', { position: 2, earlyStart: '2026-03-06T08:00', earlyFinish: '2026-03-06T17:00' }),
      row('uncomputed', { position: 1 }),
    )
    expect(variances.map(({ taskId, state }) => [taskId, state])).toEqual([
      ['uncomputed', 'added'],
      ['new', 'added'],
      ['gone', 'removed'],
    ])
    expect(variances.map(({ current }) => current?.earlyStart ?? null)).toEqual([null, '2026-03-06T08:00', null])
    expect(new Set(variances.map(({ finishVarianceMinutes }) => finishVarianceMinutes))).toEqual(new Set([null]))
  })
})
