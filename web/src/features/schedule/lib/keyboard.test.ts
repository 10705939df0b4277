import type { Task } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { editableBy } from './columns.ts'
import { type ActiveCell, commandOf, type KeyPress, nextEditableCell } from './keyboard.ts'
import { outlineOf } from './outline.ts'

const task = (id: string, parentId: string | null, position: number) => ({ id, parentId, position }) as Task
const rows = outlineOf([task('a', null, 1), task('a1', 'a', 1), task('b', null, 2)])
const canEdit = editableBy({ mayChange: true, mayProgress: true })
const none = { alt: false, control: false, shift: false }
const press = (key: string, active: ActiveCell | null, held: Partial<KeyPress> = {}, collapsed: string[] = []) =>
  commandOf({ ...none, ...held, key }, rows, active, new Set(collapsed), canEdit)

describe('commandOf', () => {
  const name = { id: 'a', column: 'name' } as const

  it('begins at the first row', () => {
    expect(press('ArrowDown', null)).toEqual({ do: 'go', cell: name })
  })

  it('goes by rows and columns and stops at the ends', () => {
    expect(press('ArrowDown', name)).toMatchObject({ cell: { id: 'a1', column: 'name' } })
    expect(press('ArrowUp', name)).toMatchObject({ cell: name })
    expect(press('ArrowRight', { id: 'b', column: 'name' })).toMatchObject({ cell: { column: 'duration' } })
    expect(press('ArrowLeft', { id: 'b', column: 'number' })).toBeNull()
    expect(press('End', name, { control: true })).toMatchObject({ cell: { id: 'b' } })
  })

  it('folds at the name', () => {
    expect(press('ArrowLeft', name)).toEqual({ do: 'collapse' })
    expect(press('ArrowRight', name, {}, ['a'])).toEqual({ do: 'expand' })
  })

  it('edits what can be edited', () => {
    expect(press('F2', name)).toEqual({ do: 'edit' })
    expect(press('x', name)).toEqual({ do: 'edit', typed: 'x' })
    expect(press('Enter', { id: 'a', column: 'duration' })).toBeNull()
    expect(press('Enter', { id: 'b', column: 'finish' })).toBeNull()
  })

  it('opens the panel of a task, whatever the column and whoever looks', () => {
    expect(press('Enter', { id: 'b', column: 'finish' }, { shift: true })).toEqual({ do: 'open', id: 'b' })
    expect(press('F2', name, { shift: true })).toEqual({ do: 'open', id: 'a' })
  })

  it('changes the outline', () => {
    expect(press('ArrowRight', name, { alt: true, shift: true })).toEqual({ do: 'indent' })
    expect(press('ArrowLeft', name, { alt: true, shift: true })).toEqual({ do: 'outdent' })
    expect(press('Enter', name, { control: true })).toEqual({ do: 'add' })
    expect(press('Delete', name, { control: true })).toEqual({ do: 'delete' })
    expect(press('ArrowUp', name, { alt: true })).toEqual({ do: 'moveUp' })
  })

  it('selects and fills', () => {
    expect(press('ArrowDown', name, { shift: true })).toEqual({
      do: 'go',
      cell: { id: 'a1', column: 'name' },
      how: 'stretch',
    })
    expect(press(' ', name, { shift: true })).toEqual({ do: 'go', cell: name, how: 'row' })
    expect(press('a', name, { control: true })).toEqual({ do: 'selectAll' })
    expect(press('d', name, { control: true })).toEqual({ do: 'fillDown' })
    expect(press('Delete', name)).toEqual({ do: 'clear' })
    expect(press('Escape', name)).toEqual({ do: 'deselect' })
  })

  it('lets members report progress only', () => {
    const member = editableBy({ mayChange: false, mayProgress: true })
    const command = (column: 'name' | 'done') =>
      commandOf({ ...none, key: 'F2' }, rows, { id: 'b', column }, new Set(), member)
    expect([command('name'), command('done')]).toEqual([null, { do: 'edit' }])
  })

  it('leaves the keys of the browser alone', () => expect(press('c', name, { control: true })).toBeNull())
})

describe('nextEditableCell', () => {
  it('skips what cannot be edited, over row ends', () => {
    expect(nextEditableCell(rows, { id: 'a', column: 'name' }, false, canEdit)).toEqual({ id: 'a', column: 'start' })
    expect(nextEditableCell(rows, { id: 'a', column: 'resources' }, false, canEdit)).toEqual({
      id: 'a1',
      column: 'name',
    })
    expect(nextEditableCell(rows, { id: 'b', column: 'name' }, true, canEdit)).toEqual({ id: 'a1', column: 'done' })
    expect(nextEditableCell(rows, { id: 'b', column: 'done' }, false, canEdit)).toBeNull()
  })
})
