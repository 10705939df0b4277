import type { DateField } from '@throughline/contract'
import {
  CircleQuestionMark,
  History,
  IndentDecrease,
  IndentIncrease,
  MessageSquare,
  PanelRight,
  Trash2,
} from 'lucide-react'
import { useRef } from 'react'
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components'
import menu from '../../../components/Menu.module.css'
import type { TaskTab } from '../../../lib/task-panel.ts'
import styles from './RowMenu.module.css'

export interface RowMenuPlace {
  readonly id: string
  readonly x: number
  readonly y: number
}

interface RowMenuProps {
  place: RowMenuPlace | null
  name: string
  mayChange: boolean
  onClose: () => void
  onWhy: (field: DateField) => void
  onOpen: (tab: TaskTab) => void
  onCommand: (command: 'indent' | 'outdent' | 'delete') => void
}

/** What can be asked of and done to a task, where its row or its bar was clicked. */
export function RowMenu({ place, name, mayChange, onClose, onWhy, onOpen, onCommand }: RowMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  if (!place) return null
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: place.x, top: place.y }} />
      <Popover
        className={menu.popover ?? ''}
        aria-label={name}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <Menu className={menu.menu ?? ''} aria-label={name} autoFocus="first" onClose={onClose}>
          <MenuItem className={menu.item ?? ''} onAction={() => onOpen('details')}>
            <PanelRight /> Details
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => onOpen('comments')}>
            <MessageSquare /> Comments
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => onOpen('history')}>
            <History /> History
          </MenuItem>
          <Separator className={menu.line ?? ''} />
          <MenuItem className={menu.item ?? ''} onAction={() => onWhy('start')}>
            <CircleQuestionMark /> Why this start?
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => onWhy('finish')}>
            <CircleQuestionMark /> Why this finish?
          </MenuItem>
          {mayChange && <Separator className={menu.line ?? ''} />}
          {mayChange && (
            <MenuItem className={menu.item ?? ''} onAction={() => onCommand('outdent')}>
              <IndentDecrease /> Outdent
            </MenuItem>
          )}
          {mayChange && (
            <MenuItem className={menu.item ?? ''} onAction={() => onCommand('indent')}>
              <IndentIncrease /> Indent
            </MenuItem>
          )}
          {mayChange && (
            <MenuItem className={menu.item ?? ''} onAction={() => onCommand('delete')}>
              <Trash2 /> Delete task
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </>
  )
}
