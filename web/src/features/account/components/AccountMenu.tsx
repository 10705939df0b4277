import type { Session } from '@throughline/contract'
import {
  BookOpen,
  Building2,
  FileUp,
  HeartPulse,
  KeyRound,
  LogOut,
  Monitor,
  Moon,
  Settings,
  Sun,
  UserRound,
} from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import { setTheme, type Theme, theme } from '../../../lib/theme.ts'
import { useStore } from '../../../lib/use-store.ts'
import { signOut, switchOrganisation } from '../api/sign-out.ts'

interface AccountMenuProps {
  session: Session
  onOpenAccount: () => void
  onOpenImports: () => void
  onOpenTokens: () => void
  onOpenOrganisation: () => void
  onOpenHealth: () => void
}

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> }

export function AccountMenu(props: AccountMenuProps) {
  const { session, onOpenAccount, onOpenImports, onOpenTokens, onOpenOrganisation, onOpenHealth } = props
  const chosen = useStore(theme)
  const others = session.organisations.filter(({ id }) => id !== session.organisation.id)
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" aria-label="Account" icon={<UserRound />} />
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <div className={menu.head}>
          <strong>{session.person.name}</strong>
          <span>{session.person.email}</span>
          <span>{session.organisation.name}</span>
        </div>
        <Menu className={menu.menu ?? ''} aria-label="Account">
          {others.map(({ id, name }) => (
            <MenuItem key={id} className={menu.item ?? ''} onAction={() => void switchOrganisation(id)}>
              <Building2 /> Switch to {name}
            </MenuItem>
          ))}
          <MenuItem className={menu.item ?? ''} onAction={onOpenAccount}>
            <UserRound /> Your account
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={onOpenOrganisation}>
            <Settings /> Organisation
          </MenuItem>
          {session.isOperator && (
            <MenuItem className={menu.item ?? ''} onAction={onOpenHealth}>
              <HeartPulse /> Health
            </MenuItem>
          )}
          <MenuItem className={menu.item ?? ''} onAction={onOpenImports}>
            <FileUp /> Imports
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={onOpenTokens}>
            <KeyRound /> API tokens
          </MenuItem>
          <MenuItem className={menu.item ?? ''} href="/api/docs" target="_blank">
            <BookOpen /> API documentation
          </MenuItem>
          <MenuItem
            className={menu.item ?? ''}
            onAction={() => setTheme(nextTheme[chosen])}
            shouldCloseOnSelect={false}
          >
            {themeIcons[chosen]} Theme: {chosen}
          </MenuItem>
          <Separator className={menu.line ?? ''} />
          <MenuItem className={menu.item ?? ''} onAction={() => void signOut()}>
            <LogOut /> Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
