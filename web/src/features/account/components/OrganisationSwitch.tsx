import type { Session } from '@throughline/contract'
import { Building2, Check, ChevronsUpDown } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../../../components/Button.tsx'
import menu from '../../../components/Menu.module.css'
import { switchOrganisation } from '../api/sign-out.ts'
import { text } from '../lib/shell-words.ts'
import styles from './OrganisationSwitch.module.css'

/** In which organisation one is, and the way into one's others; nothing where there is only one. */
export function OrganisationSwitch({ session: { organisation, organisations } }: { session: Session }) {
  if (organisations.length < 2) return null
  return (
    <MenuTrigger>
      <span className={styles.switch}>
        <Button look="quiet" size="small" aria-label={text('organisation', { name: organisation.name })}>
          <span className={styles.name}>{organisation.name}</span> <ChevronsUpDown aria-hidden />
        </Button>
      </span>
      <Popover className={menu.popover ?? ''} placement="bottom start">
        <Menu
          className={menu.menu ?? ''}
          aria-label={text('organisations')}
          selectionMode="single"
          selectedKeys={[organisation.id]}
          onAction={(id) => id !== organisation.id && void switchOrganisation(String(id))}
        >
          {organisations.map(({ id, name }) => (
            <MenuItem key={id} id={id} className={menu.item ?? ''} textValue={name}>
              {id === organisation.id ? <Check /> : <Building2 />} <span className={styles.item}>{name}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
