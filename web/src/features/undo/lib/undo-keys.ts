import type { RevertDirection } from '../../../lib/reverts.ts'

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Ctrl or Cmd with Z undoes; with Shift and Z, or with Y, redoes. */
export function directionOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Keys): RevertDirection | null {
  if (altKey || !(ctrlKey || metaKey)) return null
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : null
}
