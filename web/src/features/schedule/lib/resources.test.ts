import type { Assignment, Person, Resource } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { assignmentOperations, parseResources } from './resources.ts'

describe('parseResources', () => {
  it('reads names and units', () => {
    expect(parseResources('Ana, Ben 50%; Room [200%], ana')).toEqual([
      { name: 'ana', units: 1 },
      { name: 'Ben', units: 0.5 },
      { name: 'Room', units: 2 },
    ])
    expect(parseResources(' , ')).toEqual([])
  })
})

describe('assignmentOperations', () => {
  const resources = [{ id: 'r1', name: 'Ana' }] as Resource[]
  const assignments = [{ id: 'a1', taskId: 't', resourceId: 'r1', units: 1 }] as Assignment[]
  const people = [{ id: 'p1', name: 'Ben' }] as Person[]
  const operations = (text: string) => assignmentOperations('t', parseResources(text), assignments, resources, people)

  it('does nothing when nothing differs', () => expect(operations('ana')).toEqual([]))

  it('changes units', () => {
    expect(operations('Ana 50%')).toEqual([{ op: 'update', entity: 'assignment', id: 'a1', patch: { units: 0.5 } }])
  })

  it('takes away who is not named, and makes who is new', () => {
    expect(operations('Ben')).toMatchObject([
      { op: 'delete', entity: 'assignment', id: 'a1' },
      { op: 'create', entity: 'resource', values: { name: 'Ben', personId: 'p1' } },
      { op: 'create', entity: 'assignment', values: { taskId: 't', units: 1 } },
    ])
  })
})
