import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import type { Choosable } from '../lib/relation-edits.ts'
import { choosableLike } from '../lib/relation-edits.ts'
import styles from './Picker.module.css'

interface PickerProps {
  label: string
  placeholder: string
  choices: () => Iterable<Choosable>
  /** What is said where nothing fits. */
  nothing: string
  onPick: (choice: Choosable) => void
  /** Takes a name that is not there yet, and says so. */
  onNew?: { words: (name: string) => string; take: (name: string) => void }
}

const newId = 'new'

/** Adds one of many: typing finds it by number or name. */
export function Picker({ label, placeholder, choices, nothing, onPick, onNew }: PickerProps) {
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [round, setRound] = useState(0)
  const found = useMemo(() => (isOpen ? choosableLike(choices(), typed) : []), [isOpen, choices, typed])
  const name = typed.trim()
  const isKnown = found.some((each) => each.name.toLowerCase() === name.toLowerCase())
  const items: Choosable[] =
    onNew && name !== '' && !isKnown ? [...found, { id: newId, name: onNew.words(name) }] : [...found]

  function pick(id: string): void {
    const choice = found.find((each) => each.id === id)
    setTyped('')
    setOpen(false)
    setRound(round + 1)
    if (choice) onPick(choice)
    else if (id === newId) onNew?.take(name)
  }

  return (
    // A choice ends a round; with a box of its own the next begins with nothing typed, and closed.
    <ComboBox
      key={round}
      className={styles.picker ?? ''}
      aria-label={label}
      inputValue={typed}
      onInputChange={setTyped}
      onOpenChange={setOpen}
      menuTrigger="input"
      allowsEmptyCollection
      selectedKey={null}
      onSelectionChange={(key) => key !== null && pick(String(key))}
      items={items}
      defaultFilter={() => true}
    >
      <div className={styles.field}>
        <Plus aria-hidden="true" />
        <Input className={styles.input ?? ''} placeholder={placeholder} autoFocus={round > 0} />
      </div>
      <Popover className={styles.popover ?? ''} placement="bottom start" offset={4}>
        <ListBox className={styles.list ?? ''} renderEmptyState={() => <p className={styles.nothing}>{nothing}</p>}>
          {(choice: Choosable) => (
            <ListBoxItem id={choice.id} className={styles.choice ?? ''} textValue={choice.name}>
              {choice.number !== undefined && <span className={styles.number}>{choice.number}</span>}
              <span className={styles.name}>{choice.name}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
