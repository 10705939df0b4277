import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { CalendarDays, CalendarRange, ChevronDown, HardHat, History, Rewind, Settings2, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { Button } from '../components/Button.tsx'
import menu from '../components/Menu.module.css'
import styles from '../components/Tabs.module.css'
import { useIsNarrow } from '../lib/use-media.ts'

interface Tab {
  readonly to: '' | '/calendar' | '/resources' | '/activity' | '/history' | '/people' | '/settings'
  readonly name: string
  readonly icon: ReactNode
}

const tabs: readonly [Tab, ...Tab[]] = [
  { to: '', name: 'Schedule', icon: <CalendarRange /> },
  { to: '/calendar', name: 'Calendar', icon: <CalendarDays /> },
  { to: '/resources', name: 'Resources', icon: <HardHat /> },
  { to: '/activity', name: 'Activity', icon: <History /> },
  { to: '/history', name: 'History', icon: <Rewind /> },
  { to: '/people', name: 'People', icon: <UsersRound /> },
  { to: '/settings', name: 'Settings', icon: <Settings2 /> },
]

/** The views of a project: beside one another, or in a menu where they have no room. */
export function ProjectTabs({ projectId }: { projectId: string }) {
  const isNarrow = useIsNarrow()
  if (isNarrow) return <TabMenu projectId={projectId} />
  return tabs.map(({ to, name, icon }) => (
    <Link
      key={to}
      to={`/projects/$projectId${to}`}
      params={{ projectId }}
      className={styles.tab}
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: to === '', includeSearch: false }}
    >
      {icon} {name}
    </Link>
  ))
}

function TabMenu({ projectId }: { projectId: string }) {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const current = tabs.find(({ to }) => to !== '' && pathname.endsWith(to)) ?? tabs[0]
  return (
    <MenuTrigger>
      <Button look="quiet" size="small" icon={current.icon} aria-label={`View: ${current.name}`}>
        {current.name} <ChevronDown />
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom start">
        <Menu
          className={menu.menu ?? ''}
          aria-label="Views of the project"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[current.name]}
        >
          {tabs.map(({ to, name, icon }) => (
            <MenuItem
              key={name}
              id={name}
              textValue={name}
              className={menu.item ?? ''}
              onAction={() => void navigate({ to: `/projects/$projectId${to}`, params: { projectId } })}
            >
              {icon} {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
