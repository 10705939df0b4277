import { describe, expect, it } from 'vitest'
import { columns } from './columns.ts'
import { readKept, reordered, resized, shownColumns, toggled } from './shown-columns.ts'

const shown = shownColumns(columns, [{ key: 'name' }, { key: 'start', width: 90 }, { key: 'gone' }, { key: 'notes' }])
const keys = (of: readonly { key: string }[]) => of.map(({ key }) => key)

describe('chosen columns', () => {
  it('are those that there are, as wide as they were made, with the name', () => {
    expect(shown.map(({ key, width }) => `${key} ${width}`)).toEqual(['name 236', 'start 90', 'notes 200'])
    expect(keys(shownColumns(columns, [{ key: 'finish' }]))).toEqual(['name', 'finish'])
  })

  it('change their widths, places and number', () => {
    expect(resized(shown, 'start', 3)).toContainEqual({ key: 'start', width: 36 })
    expect(keys(reordered(shown, 'notes', 0))).toEqual(['notes', 'name', 'start'])
    expect(keys(reordered(shown, 'name', 3))).toEqual(['start', 'notes', 'name'])
    expect(keys(toggled(columns, shown, 'start'))).toEqual(['name', 'notes'])
    expect(keys(toggled(columns, shown, 'deadline'))).toEqual(['name', 'start', 'notes', 'deadline'])
  })

  it('are not taken from what cannot be read', () => {
    expect([readKept(null), readKept('{'), readKept('[{"key":"<b>"}]')]).toEqual([[], [], []])
    expect(readKept('[{"key":"name","width":80}]')).toEqual([{ key: 'name', width: 80 }])
  })
})
