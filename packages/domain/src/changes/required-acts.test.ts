import type { ChangeOperation } from '@throughline/contract'
import { expect, it } from 'vitest'
import { requiredActs } from './required-acts.ts'
import { idOf, projectId } from './testing/plan.ts'

const patch = (fields: object) => ({ op: 'update', entity: 'task', id: idOf(1), patch: fields }) as ChangeOperation
const actsOf = (...operations: ChangeOperation[]) => [...requiredActs(operations)].sort()

it('progress and notes are the business of members, the rest of schedulers', () => {
  expect(actsOf(patch({ percentComplete: 50, notes: 'half' }))).toEqual(['task.progress'])
  expect(actsOf(patch({ percentComplete: 50, name: 'Other' }))).toEqual(['plan.change'])
  expect(actsOf({ op: 'delete', entity: 'task', id: idOf(1) })).toEqual(['plan.change'])
})

it('asks for every act that is among the operations', () => {
  const project = { op: 'update', entity: 'project', id: projectId, patch: { name: 'New' } } as const
  expect(actsOf(patch({ notes: 'x' }), patch({ name: 'x' }), project)).toEqual([
    'plan.change',
    'project.change',
    'task.progress',
  ])
})
