import { expect, it } from 'vitest'
import { commandOf } from './keyboard.ts'
import type { OutlineEntry } from './outline.ts'
import { tableShortcuts } from './schedule-shortcuts.ts'

const entry = { task: { id: 'one' }, hasChildren: false, depth: 0 } as OutlineEntry
const cases = tableShortcuts.flatMap(({ keys, does }) => keys.map((each) => [each, does] as const))

it.each(cases)('%s in the table asks it to %s, as the list of shortcuts says', (keys, does) => {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  const held = { key, alt: parts.includes('Alt'), shift: parts.includes('Shift'), control: parts.includes('Mod') }
  const command = commandOf(held, [entry], { id: 'one', column: 'finish' }, new Set(), () => true)
  expect(command?.do).toBe(does)
})
