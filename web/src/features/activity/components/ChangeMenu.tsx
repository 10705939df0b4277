import { useNavigate } from '@tanstack/react-router'
import type { ChangeSet } from '@throughline/contract'
import { Ellipsis, GitCompareArrows, StepBack, StepForward } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'

interface ChangeMenuProps {
  change: ChangeSet
}

/** Leads from a change to the plan before it, after it, and to what it made different. */
export function ChangeMenu({ change: { projectId, revision, receipt } }: ChangeMenuProps) {
  const navigate = useNavigate()
  const before = Math.max(0, revision - 1)
  const after = receipt.revision ?? revision
  const look = (search: { at?: number; from?: number; to?: number }) =>
    void navigate({ to: '/projects/$projectId/history', params: { projectId }, search })
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" aria-label={`More about revision ${revision}`} icon={<Ellipsis />} />
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu className={menu.menu ?? ''} aria-label={`Revision ${revision}`}>
          <MenuItem className={menu.item ?? ''} onAction={() => look({ at: before })}>
            <StepBack /> View the plan before this change
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => look({ at: after })}>
            <StepForward /> View the plan after this change
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => look({ from: before, to: after })}>
            <GitCompareArrows /> Compare before and after
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
