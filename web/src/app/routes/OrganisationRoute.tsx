import { Link, Outlet } from '@tanstack/react-router'
import { mayInOrganisation, type OrganisationAct } from '@throughline/contract'
import {
  Activity,
  Archive,
  Bot,
  Layers,
  Mail,
  ScrollText,
  Settings,
  ShieldCheck,
  UserRound,
  UsersRound,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'
import tabs from '../../components/Tabs.module.css'
import { useSession } from '../../lib/session.ts'
import { HeaderSlot } from '../HeaderSlot.tsx'

interface Part {
  to: string
  act: OrganisationAct
  name: string
  icon: ReactNode
}

const parts: readonly Part[] = [
  { to: '/organisation', act: 'organisation.read', name: 'Settings', icon: <Settings /> },
  { to: '/organisation/people', act: 'person.read', name: 'People', icon: <UserRound /> },
  { to: '/organisation/teams', act: 'team.read', name: 'Teams', icon: <UsersRound /> },
  { to: '/organisation/programs', act: 'program.create', name: 'Programs', icon: <Layers /> },
  { to: '/organisation/roles', act: 'role.read', name: 'Roles', icon: <ShieldCheck /> },
  { to: '/organisation/service-accounts', act: 'service-account.read', name: 'Service accounts', icon: <Bot /> },
  { to: '/organisation/mail', act: 'mail-settings.read', name: 'Mail settings', icon: <Mail /> },
  { to: '/organisation/webhooks', act: 'webhook.read', name: 'Webhooks', icon: <Webhook /> },
  { to: '/organisation/runs', act: 'organisation.read', name: 'Runs', icon: <Activity /> },
  { to: '/organisation/deliveries', act: 'delivery.read', name: 'Mails', icon: <Mail /> },
  { to: '/organisation/audit', act: 'audit.read', name: 'Audit trail', icon: <ScrollText /> },
  { to: '/organisation/data', act: 'organisation.export', name: 'Data and deletion', icon: <Archive /> },
]

/** What is about the organisation as a whole: a page for each part that one may read. */
export function OrganisationRoute() {
  const session = useSession()
  if (!session) return null
  const { role } = session.organisation
  return (
    <div className={tabs.page}>
      <HeaderSlot slot="page-title">
        <p title={session.organisation.name}>{session.organisation.name}</p>
      </HeaderSlot>
      <nav className={tabs.tabs} aria-label="Organisation">
        {parts
          .filter(({ act }) => mayInOrganisation(role, act))
          .map(({ to, name, icon }) => (
            <Link
              key={to}
              to={to}
              className={tabs.tab}
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/organisation' }}
            >
              {icon} {name}
            </Link>
          ))}
      </nav>
      <main className={tabs.content}>
        <Outlet />
      </main>
    </div>
  )
}
