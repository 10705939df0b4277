import type { ListedProject } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { isProjectSort, shownProjects } from './project-order.ts'

const project = (name: string, fields: Partial<ListedProject> = {}): ListedProject =>
  ({
    name,
    finishesAt: null,
    slip: null,
    lastRun: null,
    scheduleError: null,
    recomputeHold: null,
    inputRevision: 1,
    computedRevision: 1,
    taskCount: 0,
    updatedAt: '2026-03-02T08:00:00Z',
    ...fields,
  }) as ListedProject

const slip = (minutes: number) => ({ baselineName: 'Agreed', finishesAt: '2026-03-02T08:00', minutes })
const namesOf = (projects: ListedProject[], view: Parameters<typeof shownProjects>[1]) =>
  shownProjects(projects, view).map(({ name }) => name)

describe('the order of projects', () => {
  it('has the worst slip first, what has no baseline last whichever way', () => {
    const projects = [project('None'), project('Early', { slip: slip(-480) }), project('Late', { slip: slip(960) })]
    expect(namesOf(projects, { sort: 'slip' })).toEqual(['Late', 'Early', 'None'])
    expect(namesOf(projects, { sort: '-slip' })).toEqual(['Early', 'Late', 'None'])
  })

  it('has what failed before what is computed', () => {
    const failed = project('Failed', { scheduleError: { type: 'x', message: 'x', taskIds: [] } })
    expect(namesOf([project('Well'), project('Busy', { inputRevision: 2 }), failed], { sort: 'state' })).toEqual([
      'Failed',
      'Busy',
      'Well',
    ])
  })

  it('is by names as people count, of those that have the text', () => {
    const projects = ['Phase 10', 'Phase 9', 'Quay'].map((name) => project(name))
    expect(namesOf(projects, { sort: 'name', find: ' pHaSe' })).toEqual(['Phase 9', 'Phase 10'])
  })

  it('is told by an address only where there is such an order', () => {
    expect(['slip', '-name', 'notes', '--name', 7].map(isProjectSort)).toEqual([true, true, false, false, false])
  })
})
