import type { Project } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { type Control, groups, patchOf, problemOf, typedOf } from './controls.ts'

const project = {
  ...{ name: 'Harbour', description: '', currency: null, timeZone: 'Europe/Berlin', startsAt: '2026-03-02T08:00' },
  ...{ scheduleFrom: 'start', finishBy: null, statusDate: null, calendarId: 'c', minutesPerDay: 450 },
  ...{ minutesPerWeek: 2_250, daysPerMonth: 20, scheduleOptions: { lagCalendar: 'project' } },
} as unknown as Project
const controlOf = (key: string) =>
  groups.flatMap(({ controls }) => controls).find((each) => each.key === key) as Control

describe('settings of a project', () => {
  it('are shown as they are typed, options with what goes without saying', () => {
    expect(
      ['minutesPerDay', 'currency', 'lagCalendar', 'honorsConstraints'].map((key) => typedOf(project, controlOf(key))),
    ).toEqual(['7.5', '', 'project', true])
  })

  it('become a patch of what differs, options along with those that were set', () => {
    const draft = {
      name: ' Harbour ',
      minutesPerDay: '8',
      finishBy: '',
      statusDate: '2026-04-01T17:00',
      honorsConstraints: false,
    }
    expect(patchOf(project, draft)).toEqual({
      patch: {
        name: 'Harbour',
        minutesPerDay: 480,
        statusDate: '2026-04-01T17:00',
        scheduleOptions: { lagCalendar: 'project', honorsConstraints: false },
      },
      keys: ['name', 'statusDate', 'minutesPerDay', 'honorsConstraints'],
    })
    expect(patchOf(project, { name: 'Harbour', minutesPerDay: '7.5' })).toBeNull()
  })

  it('are refused where they make no sense', () => {
    const problems = {
      name: ' ',
      currency: 'eur',
      timeZone: 'Moon/Base',
      minutesPerDay: '25',
      daysPerMonth: 'x',
      startsAt: '',
    }
    for (const [key, typed] of Object.entries(problems)) expect(problemOf(controlOf(key), typed), key).not.toBeNull()
    for (const { key, ...rest } of groups.flatMap(({ controls }) => controls)) {
      const control = { key, ...rest } as Control
      expect(problemOf(control, typedOf(project, control)), key).toBeNull()
    }
  })
})
