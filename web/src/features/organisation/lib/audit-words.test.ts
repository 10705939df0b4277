import { expect, test } from 'vitest'
import { changesOf } from './audit-words.ts'

test('a field is told with what it was and what it is, and what was not there by a dash', () => {
  expect(changesOf({ before: { name: 'Old', acts: ['project.read'] }, after: { name: 'New', isOff: false } })).toEqual([
    { field: 'name', before: 'Old', after: 'New' },
    { field: 'acts', before: '["project.read"]', after: '–' },
    { field: 'isOff', before: '–', after: 'false' },
  ])
  expect(changesOf({ before: null, after: null })).toEqual([])
})
