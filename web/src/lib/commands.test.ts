import { expect, it } from 'vitest'
import { isPressed, partsOfKeys } from './commands.ts'

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

it.each([
  ['Mod+Z', { key: 'z', ctrlKey: true }, true],
  ['Mod+Z', { key: 'z', metaKey: true }, true],
  ['Mod+Z', { key: 'Z', ctrlKey: true, shiftKey: true }, false],
  ['Mod+Shift+Z', { key: 'Z', ctrlKey: true, shiftKey: true }, true],
  ['Mod+Z', { key: 'z' }, false],
  ['Mod+Z', { key: 'z', ctrlKey: true, altKey: true }, false],
  ['?', { key: '?', shiftKey: true }, true],
  ['?', { key: '?' }, true],
  ['?', { key: '?', ctrlKey: true }, false],
  ['Alt+Shift+ArrowRight', { key: 'ArrowRight', altKey: true, shiftKey: true }, true],
])('%s is pressed by %o: %s', (keys, pressed, is) => {
  expect(isPressed(keys, { ...none, ...pressed })).toBe(is)
})

it('tells keys as they stand on the keyboard', () => {
  expect(partsOfKeys('Mod+Shift+ArrowLeft')).toEqual(['Ctrl', 'Shift', '←'])
})
