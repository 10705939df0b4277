import { Check, ChevronDown, Redo2, Undo2 } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import menu from '../../../components/Menu.module.css'
import { type RevertScope, useReverts } from '../../../lib/reverts.ts'

const scopes: readonly { id: RevertScope; words: string }[] = [
  { id: 'mine', words: 'My last change' },
  { id: 'project', words: 'The last change of the project' },
]

/** Undo and redo, each named after what it would take back, and whose changes they are about. */
export function UndoButtons() {
  const { next, revert, scope, setScope, isBusy } = useReverts()
  const labelOf = (name: string, summary: string | undefined) => (summary ? `${name}: ${summary}` : name)
  return (
    <>
      <IconButton
        label={labelOf('Undo', next?.undo?.summary)}
        keys="Ctrl+Z"
        icon={<Undo2 />}
        isDisabled={!next?.undo || isBusy}
        onPress={() => revert('undo')}
      />
      <IconButton
        label={labelOf('Redo', next?.redo?.summary)}
        keys="Ctrl+Shift+Z"
        icon={<Redo2 />}
        isDisabled={!next?.redo || isBusy}
        onPress={() => revert('redo')}
      />
      <MenuTrigger>
        <Button look="quiet" size="small" aria-label="What to undo" icon={<ChevronDown />} />
        <Popover className={menu.popover ?? ''} placement="bottom start">
          <Menu
            className={menu.menu ?? ''}
            aria-label="What to undo"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[scope]}
            onSelectionChange={(keys) => setScope([...keys][0] === 'project' ? 'project' : 'mine')}
          >
            {scopes.map(({ id, words }) => (
              <MenuItem key={id} id={id} className={menu.item ?? ''}>
                {id === scope ? <Check /> : <span className={menu.gap} />} {words}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  )
}
