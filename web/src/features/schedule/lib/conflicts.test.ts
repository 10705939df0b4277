import { RequestError } from '@throughline/client'
import { describe, expect, it } from 'vitest'
import { conflictKey, deletedTaskOf, withoutFields } from './conflicts.ts'
import type { Edit } from './edits.ts'

const edit: Edit = {
  summary: 'An edit',
  operations: [
    { op: 'update', entity: 'task', id: 'a', patch: { name: 'Mine', durationMinutes: 480 } },
    { op: 'delete', entity: 'link', id: 'l' },
    { op: 'update', entity: 'task', id: 'b', patch: { name: 'Mine too' } },
  ],
}

describe('giving way in some fields', () => {
  it('sends the others on', () => {
    const given = new Set([conflictKey({ id: 'a', field: 'name' }), conflictKey({ id: 'b', field: 'name' })])
    expect(withoutFields(edit, given)?.operations).toEqual([
      { op: 'update', entity: 'task', id: 'a', patch: { durationMinutes: 480 } },
      { op: 'delete', entity: 'link', id: 'l' },
    ])
  })

  it('leaves nothing to send when all was given', () => {
    const one: Edit = { summary: '', operations: [{ op: 'update', entity: 'task', id: 'a', patch: { name: 'Mine' } }] }
    expect(withoutFields(one, new Set(['a name']))).toBeNull()
    expect(withoutFields(one, new Set())).toEqual(one)
  })
})

describe('an edit of a deleted task', () => {
  const refused = (type: string, path: string) =>
    new RequestError({ type: `/problems/${type}`, title: '', status: 422, issues: [{ path, message: 'gone' }] })

  it('is known by the place that was refused', () => {
    expect(deletedTaskOf(edit, refused('invalid-change', 'operations/2/id'))).toBe('b')
  })

  it('is not mistaken for others', () => {
    expect(deletedTaskOf(edit, refused('invalid-change', 'operations/0/patch/name'))).toBeUndefined()
    expect(deletedTaskOf(edit, refused('invalid-change', 'operations/1/id'))).toBeUndefined()
    expect(deletedTaskOf(edit, refused('forbidden', 'operations/0/id'))).toBeUndefined()
  })
})
