import { Link, useLocation } from '@tanstack/react-router'
import { mayInOrganisation, type OrganisationAct, type OrganisationRole } from '@throughline/contract'
import {
  Activity,
  Archive,
  Bot,
  ChevronDown,
  Layers,
  Mail,
  MailCheck,
  ScrollText,
  Settings,
  ShieldCheck,
  UserRound,
  UsersRound,
  Webhook,
} from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import styles from './OrganisationNav.module.css'

interface Part {
  to: string
  act: OrganisationAct
  name: string
  icon: ReactNode
}

interface Group {
  name: string
  parts: readonly Part[]
}

const start = '/organisation'

const groups: readonly Group[] = [
  {
    name: 'Organisation',
    parts: [
      { to: start, act: 'organisation.read', name: 'Settings', icon: <Settings /> },
      { to: '/organisation/programs', act: 'program.create', name: 'Programs', icon: <Layers /> },
    ],
  },
  {
    name: 'Access',
    parts: [
      { to: '/organisation/people', act: 'person.read', name: 'People', icon: <UserRound /> },
      { to: '/organisation/teams', act: 'team.read', name: 'Teams', icon: <UsersRound /> },
      { to: '/organisation/roles', act: 'role.read', name: 'Roles', icon: <ShieldCheck /> },
      { to: '/organisation/service-accounts', act: 'service-account.read', name: 'Service accounts', icon: <Bot /> },
    ],
  },
  {
    name: 'Sending',
    parts: [
      { to: '/organisation/mail', act: 'mail-settings.read', name: 'Mail settings', icon: <Mail /> },
      { to: '/organisation/deliveries', act: 'delivery.read', name: 'Mails', icon: <MailCheck /> },
      { to: '/organisation/webhooks', act: 'webhook.read', name: 'Webhooks', icon: <Webhook /> },
    ],
  },
  {
    name: 'Records',
    parts: [
      { to: '/organisation/runs', act: 'organisation.read', name: 'Runs', icon: <Activity /> },
      { to: '/organisation/audit', act: 'audit.read', name: 'Audit trail', icon: <ScrollText /> },
      { to: '/organisation/data', act: 'organisation.export', name: 'Data and deletion', icon: <Archive /> },
    ],
  },
]

/** The parts of the organisation that one may read: a column beside the page, or a menu above it where that is narrow. */
export function OrganisationNav({ role }: { role: OrganisationRole }) {
  const [isOpen, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const current = useCurrentPart()
  const shown = groups
    .map(({ name, parts }) => ({ name, parts: parts.filter(({ act }) => mayInOrganisation(role, act)) }))
    .filter(({ parts }) => parts.length > 0)

  /** The button takes the focus, since what had it is hidden now; beside the page there is no button, and it stays. */
  function close(): void {
    setOpen(false)
    toggle.current?.focus()
  }

  function closeOnEscape({ key }: KeyboardEvent): void {
    if (key === 'Escape' && isOpen) close()
  }

  return (
    <nav className={styles.nav} aria-label="Organisation" onKeyDown={closeOnEscape}>
      <button
        ref={toggle}
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        {current.icon} {current.name} <ChevronDown aria-hidden />
      </button>
      <div id={listId} className={styles.groups}>
        {shown.map((group) => (
          <NavGroup key={group.name} group={group} onChoose={close} />
        ))}
      </div>
    </nav>
  )
}

function NavGroup({ group: { name, parts }, onChoose }: { group: Group; onChoose: () => void }) {
  const id = useId()
  return (
    <div className={styles.group}>
      <p id={id}>{name}</p>
      <ul aria-labelledby={id}>
        {parts.map((part) => (
          <li key={part.to}>
            <Link
              to={part.to}
              className={styles.part}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: part.to === start }}
              onClick={onChoose}
            >
              {part.icon} {part.name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The one that the address is in: that with the longest path, since all are in the first. */
function useCurrentPart(): Pick<Part, 'name' | 'icon'> {
  const { pathname } = useLocation()
  const parts = groups.flatMap((group) => group.parts)
  const here = parts.find(({ to }) => to !== start && (pathname === to || pathname.startsWith(`${to}/`)))
  return here ?? (parts[0] as Part)
}
