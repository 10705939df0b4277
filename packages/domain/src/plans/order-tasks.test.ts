import fc from 'fast-check'
import { expect, it } from 'vitest'
import { orderTasks } from './order-tasks.ts'

const task = (id: string, parentId: string | null, position: number) => ({ id, parentId, position })

it('reads like an outline', () => {
  const tasks = [task('b1', 'b', 1), task('a', null, 2), task('b', null, 1), task('b2', 'b', 0), task('b21', 'b2', 9)]
  expect(orderTasks(tasks).map(({ id }) => id)).toEqual(['b', 'b2', 'b21', 'b1', 'a'])
})

it('keeps every task once, parents first', () => {
  const parents = fc.array(fc.nat(), { maxLength: 60 })
  fc.assert(
    fc.property(parents, (numbers) => {
      const tasks = numbers.map((number, index) =>
        task(`${index}`, index && number % 3 ? `${number % index}` : null, number),
      )
      const ordered = orderTasks(tasks.toReversed())
      expect(ordered.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(tasks)
      const place = new Map(ordered.map(({ id }, index) => [id, index]))
      for (const { id, parentId } of tasks)
        if (parentId) expect(place.get(parentId)).toBeLessThan(place.get(id) as number)
    }),
  )
})
