import { applyOperations } from '@throughline/client'
import { describe, expect, it } from 'vitest'
import { indexOf, smallPlan } from '../testing/small-plan.ts'
import { columnsOfProject, editableBy } from './columns.ts'
import type { ActiveCell } from './keyboard.ts'
import { readPaste } from './paste.ts'

const plan = smallPlan({
  project: {
    ...smallPlan().project,
    customFields: [
      { key: 'risk', name: 'Risk', type: 'number' },
      { key: 'agreed', name: 'Agreed', type: 'flag' },
    ],
  },
})
const index = indexOf(plan)
const columns = columnsOfProject(plan.project.customFields)
const canEdit = editableBy({ mayChange: true, mayProgress: true })
const paste = (cells: string[][], at: ActiveCell | null, mayAdd = true) =>
  readPaste(cells, { index, visible: index.entries, columns, canEdit, people: [], at, mayAdd })
const pasted = (cells: string[][], at: ActiveCell | null) => {
  const { edit } = paste(cells, at)
  return applyOperations(plan, edit?.operations ?? [])
}

describe('readPaste', () => {
  it('fills cells to the right and below, each task by one operation', () => {
    const { edit, wrong } = paste(
      [
        ['Dig', '3d'],
        ['Pour', '1w'],
      ],
      { id: 'b', column: 'name' },
    )
    expect(wrong).toEqual([])
    expect(edit?.operations).toMatchObject([
      { op: 'update', id: 'b', patch: { name: 'Dig', durationMinutes: 1440 } },
      { op: 'update', id: 'c', patch: { name: 'Pour', durationMinutes: 2400, durationUnit: 'weeks' } },
    ])
  })

  it('makes tasks of rows past the end, which may follow one another', () => {
    const cells = [
      ['Name', 'Duration', 'Predecessors', 'Risk'],
      ['Dig', '2d', '', '3'],
      ['Pour', '1d', '7FS+2d', ''],
    ]
    const { tasks, links } = pasted(cells, null)
    const made = tasks.slice(6)
    expect(made).toMatchObject([
      { name: 'Dig', durationMinutes: 960, parentId: null, customFields: { risk: 3 } },
      { name: 'Pour', durationMinutes: 480, parentId: null },
    ])
    expect(links.at(-1)).toMatchObject({ predecessorId: made[0]?.id, successorId: made[1]?.id, lagMinutes: 960 })
  })

  it('makes each new resource once', () => {
    const { resources, assignments } = pasted([['Ana'], ['ana 50%']], { id: 'b', column: 'resources' })
    expect(resources.map(({ name }) => name)).toEqual(['Ana'])
    expect(assignments.map(({ resourceId }) => resourceId)).toEqual([resources[0]?.id, resources[0]?.id])
  })

  it('says which cell is wrong and why, and keeps the others apart', () => {
    const { edit, wrong } = paste(
      [
        ['Dig', 'soon'],
        ['', '2d'],
      ],
      { id: 'b', column: 'name' },
    )
    expect(wrong).toMatchObject([
      { row: 1, column: 'Duration', written: 'soon', problem: expect.stringContaining('not a duration') },
      { row: 2, column: 'Name', problem: 'A task needs a name' },
    ])
    expect(edit?.operations).toMatchObject([{ id: 'b', patch: { name: 'Dig' } }, { id: 'c' }])
  })

  it('does not write over what cells below decide, nor past the end where no task may be made', () => {
    expect(paste([['2d']], { id: 'a', column: 'duration' }).wrong).toMatchObject([
      { problem: 'It cannot be edited here' },
    ])
    expect(paste([['x'], ['y']], { id: 'c', column: 'name' }, false).wrong).toMatchObject([{ row: 2 }])
  })

  it('reads fields of the project by their kinds', () => {
    const at = { id: 'b', column: 'custom:risk' }
    expect(pasted([['1,5', 'yes']], at).tasks[4]?.customFields).toEqual({ risk: 1.5, agreed: true })
    expect(paste([['much', 'perhaps']], at).wrong.map(({ column }) => column)).toEqual(['Risk', 'Agreed'])
  })
})
