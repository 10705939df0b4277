import type { ViewCondition } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { indexOf, smallPlan, taskOf } from '../testing/small-plan.ts'
import { type ArrangeContext, arrange } from './arrange.ts'
import { columns } from './columns.ts'
import { type Arrangement, asPlanned, fromAddress, sortedNext, toAddress } from './view-settings.ts'

const plan = smallPlan({
  resources: [{ id: 'r', name: 'Ana' }],
  assignments: [
    { id: 'x', taskId: 'a2', resourceId: 'r', units: 1 },
    { id: 'y', taskId: 'c', resourceId: 'r', units: 0.5 },
  ],
} as object)
const tasks = plan.tasks.map((task) => {
  if (task.id === 'a2') return { ...task, name: 'Dig', isCritical: true, durationMinutes: 960 }
  if (task.id === 'c')
    return { ...task, earlyFinish: '2026-03-20T17:00', deadline: '2026-03-18T17:00', percentComplete: 40 }
  return task.id === 'a1' ? { ...task, percentComplete: 100, durationMinutes: 2_400 } : task
})
const context: ArrangeContext = {
  index: indexOf({ ...plan, tasks }),
  columns,
  now: '2026-03-01T12:00',
  myResourceIds: new Set(['r']),
}
const rows = (arrangement: Partial<Arrangement>, collapsed: string[] = []) =>
  arrange({ ...asPlanned, ...arrangement }, new Set(collapsed), context).map(
    ({ task, isContext, group }) => `${isContext ? '~' : ''}${group ? task.name : task.id}`,
  )
const filtered = (...conditions: ViewCondition[]) => rows({ conditions })

describe('arrange', () => {
  it('finds words in names and resources, and shows what the hits are below', () => {
    expect(rows({ query: 'dig' })).toEqual(['~a', 'a2'])
    expect(rows({ query: 'ana' })).toEqual(['~a', 'a2', 'c'])
    expect(rows({ query: 'ana' }, ['a'])).toEqual(['~a', 'c'])
  })

  it('takes conditions on columns', () => {
    expect(filtered({ op: 'after', column: 'finish', value: '12.3.' })).toEqual(['c'])
    expect(filtered({ op: 'is', column: 'duration', value: '2d' })).toEqual(['~a', 'a2'])
    expect(filtered({ op: 'after', column: 'duration', value: '2d' })).toEqual(['~a', 'a1'])
    expect(filtered({ op: 'notEmpty', column: 'resources', value: '' })).toEqual(['~a', 'a2', 'c'])
    expect(
      filtered({ op: 'isNot', column: 'done', value: '40' }, { op: 'contains', column: 'name', value: 'C' }),
    ).toEqual([])
    expect(filtered({ op: 'is', column: 'gone', value: 'x' })).toHaveLength(6)
  })

  it('takes marks of tasks', () => {
    expect(filtered({ op: 'critical' })).toEqual(['~a', 'a2'])
    expect(filtered({ op: 'mine' })).toEqual(['~a', 'a2', 'c'])
    expect(filtered({ op: 'late' })).toEqual(['c'])
    expect(filtered({ op: 'incomplete' })).toEqual(['a', 'a2', 'a3', 'b', 'c'])
  })

  it('sorts siblings, with what is below each, empty cells last', () => {
    expect(rows({ sort: [{ column: 'name', descending: true }] })).toEqual(['c', 'b', 'a', 'a2', 'a3', 'a1'])
    expect(rows({ sort: [{ column: 'resources', descending: false }] })).toEqual(['c', 'a', 'a2', 'a1', 'a3', 'b'])
  })

  it('groups tasks below headings, which fold', () => {
    expect(rows({ group: 'resources' })).toEqual(['Resources: Ana (2)', 'a2', 'c', 'No resources (3)', 'a1', 'a3', 'b'])
    expect(rows({ group: 'resources' }, ['group:resources:Ana'])).toHaveLength(5)
  })

  it('takes a few milliseconds for ten thousand tasks', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      taskOf(`t${at}`, at % 100 === 0 ? null : `t${at - (at % 100)}`, at, { name: `Task ${(at * 7919) % 10_000}` }),
    )
    const large = { ...context, index: indexOf({ ...plan, tasks: many, links: [], assignments: [] }) }
    const took = (arrangement: Partial<Arrangement>) => {
      const times = Array.from({ length: 5 }, () => {
        const began = performance.now()
        arrange({ ...asPlanned, ...arrangement }, new Set(), large)
        return performance.now() - began
      })
      return Math.min(...times)
    }
    expect(took({ query: 'task 77' })).toBeLessThan(25)
    expect(took({ conditions: [{ op: 'after', column: 'duration', value: '0d' }] })).toBeLessThan(50)
  })
})

describe('an arrangement in an address', () => {
  const whole: Arrangement = {
    query: 'dig & pour',
    conditions: [{ op: 'critical' }, { op: 'contains', column: 'custom:risk', value: '1.5 ~ 2, 50%' }],
    sort: [
      { column: 'finish', descending: true },
      { column: 'name', descending: false },
    ],
    group: 'resources',
  }

  it('comes back as it went', () => {
    expect(fromAddress(toAddress(whole))).toEqual(whole)
    expect(toAddress(whole)).toMatchObject({ s: '-finish,name', g: 'resources' })
    expect(toAddress(asPlanned)).toEqual({})
  })

  it('passes over what says nothing', () => {
    const read = fromAddress({
      f: 'critical~nonsense~name.likes.x~%.is.%E0%A4~finish.before.12%2E3',
      s: '!,',
      g: '<b>',
    })
    expect(read).toEqual({
      ...asPlanned,
      conditions: [{ op: 'critical' }, { op: 'before', column: 'finish', value: '12.3' }],
    })
  })

  it('turns around by clicks on a column', () => {
    const once = sortedNext(asPlanned, 'name', false)
    const twice = sortedNext({ ...asPlanned, sort: once }, 'name', false)
    expect([once, twice]).toEqual([[{ column: 'name', descending: false }], [{ column: 'name', descending: true }]])
    expect(sortedNext({ ...asPlanned, sort: twice }, 'name', false)).toEqual([])
    expect(sortedNext({ ...asPlanned, sort: twice }, 'finish', true)).toHaveLength(2)
  })
})
