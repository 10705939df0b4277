import type { ChangeSet } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { doneText, keptWhat, keptWhy } from './kept.ts'

describe('what an undo kept', () => {
  it('names the fields once, or the whole row', () => {
    expect(keptWhat({ fields: ['durationMinutes', 'name', 'parentId', 'position'] })).toBe('duration, name, place')
    expect(keptWhat({ fields: [] })).toBe('the whole row')
  })

  it('says why, by whom and since when', () => {
    expect(keptWhy({ reason: 'changed-since', actorName: 'Ana', revision: 12 })).toBe(
      'changed since by Ana, revision 12',
    )
    expect(keptWhy({ reason: 'in-use', actorName: null, revision: null })).toBe('in use by other rows')
  })

  it('counts the rows of all change sets', () => {
    const changeSets = [{ operationCount: 1_000 }, { operationCount: 234 }] as ChangeSet[]
    expect(doneText({ changeSets, keptCount: 0 })).toBe('1,234 rows')
    expect(doneText({ changeSets: [], keptCount: 0 })).toBe('The plan has it so already.')
    expect(doneText({ changeSets: [], keptCount: 2 })).toBe('Nothing was changed.')
  })
})
