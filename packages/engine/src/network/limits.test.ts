import { describe, expect, it } from 'vitest'
import { link, plan, task } from '../../test-support/plans.ts'
import { CycleError, InvalidInputError } from '../errors.ts'
import type { PlanTask } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'

const LEVELS = 12_000

function chain(length: number, more: (index: number) => Partial<PlanTask> = () => ({})): PlanTask[] {
  return Array.from({ length }, (_, index) => task(`T${index}`, 1, more(index)))
}

describe('a plan of great depth', () => {
  const outline = chain(LEVELS, (index) => ({ parentId: index === 0 ? null : `T${index - 1}` }))
  const deepest = `T${LEVELS - 1}`

  it('waits with its only leaf for links into all summaries above', () => {
    const links = outline.slice(0, -1).map(({ id }) => `A FS ${id}`)
    const result = schedule(plan([task('A', 1), ...outline], links))
    expect(result.task(deepest).start).toBe(result.task('A').finish + 15 * 60)
    expect(result.explain(deepest).start).toContainEqual({
      kind: 'link',
      linkId: 'A FS T0',
      taskId: 'A',
      onTaskId: 'T0',
    })
  })

  it('drives through all of them', () => {
    const result = schedule(plan([task('A', 1), task('B', 1), ...outline], ['A FS+1d T0', 'T0 FS+1d B']))
    expect(result.task('B').totalFloat).toBe(0)
    expect(result.explain('B').start).toEqual([{ kind: 'link', linkId: 'T0 FS+1d B', taskId: 'T0' }])
  })
})

describe('a plan of great length', () => {
  const tasks = chain(20_000)
  const links = tasks.slice(1).map(({ id }, index) => link(`T${index} FS ${id}`))

  it('is scheduled', () => {
    expect(schedule(plan(tasks, [], { links })).task('T19999').totalFloat).toBe(0)
  })

  it('may be a circle, which is named as a whole', () => {
    const circle = { ...plan(tasks), links: [...links, link('T19999 FS T0')] }
    expect(() => schedule(circle)).toThrow(CycleError)
  })
})

describe('links on summaries', () => {
  it('act on so many tasks in all, and no more', () => {
    const children = chain(2000, () => ({ parentId: 'S' }))
    const others = Array.from({ length: 10_100 }, (_, index) => task(`A${index}`, 1))
    const links = others.map(({ id }) => link(`${id} FS+1d S`))
    const huge = { ...plan([task('S', 0), ...children, ...others]), links }
    expect(() => schedule(huge)).toThrow(InvalidInputError)
  })
})
