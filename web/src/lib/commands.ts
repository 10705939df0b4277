import { createStore } from '@throughline/client'
import { useEffect, useState } from 'react'

/**
 * What can be done where one is: pages register it while they are shown. The palette, the list of shortcuts and the keys
 * themselves are made of it, so that none of them says what the others do not.
 */
export interface Command {
  /** `schedule.indent` */
  readonly id: string
  /** Under which it is listed. */
  readonly group: string
  readonly name: string
  /** Other words that it is found by. */
  readonly words?: string
  /** `Mod+K`, `Alt+Shift+ArrowRight`; `Mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[]
  /** Also where somebody is typing, or a dialog is open. */
  readonly isEverywhere?: boolean
  readonly isDisabled?: boolean
  /** Left out: it is only told of; what has the focus heeds its keys. */
  readonly run?: () => void
}

const registered = new Map<object, readonly Command[]>()

/** All that are there now; those of the page that was opened last come first. */
export const commands = createStore<readonly Command[]>([])
const publish = () => commands.set([...registered.values()].toReversed().flat())

/** Offers commands for as long as the component is shown. */
export function useCommands(offered: readonly Command[]): void {
  const [owner] = useState(() => ({}))
  useEffect(() => {
    registered.set(owner, offered)
    publish()
  })
  useEffect(
    () => () => {
      registered.delete(owner)
      publish()
    },
    [owner],
  )
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether the keys were pressed. With a sign such as `?` it does not count how a keyboard makes it. */
export function isPressed(keys: string, { key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): boolean {
  const parts = keys.split('+')
  const wanted = parts.pop() || '+'
  const isSign = wanted.length === 1 && wanted.toLowerCase() === wanted.toUpperCase()
  return (
    key.toLowerCase() === wanted.toLowerCase() &&
    (ctrlKey || metaKey) === parts.includes('Mod') &&
    altKey === parts.includes('Alt') &&
    (isSign || shiftKey === parts.includes('Shift'))
  )
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
const shown: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Insert: 'Ins',
}

/** "Ctrl+K" in its parts, as it stands on the keyboard. */
export const partsOfKeys = (keys: string): string[] => keys.split('+').map((part) => shown[part] ?? part)

/** Does what keys ask for, wherever they are pressed; one listener for all commands. */
export function useCommandKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const found = commands.getSnapshot().find(({ keys, run }) => run && keys?.some((each) => isPressed(each, event)))
      if (!found || (!found.isEverywhere && isElsewhere(event.target))) return
      event.preventDefault()
      if (!found.isDisabled) found.run?.()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

/** Where keys are for what has the focus: text that is typed, and dialogs. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=alertdialog]') !== null
  )
}
