import type { OrganisationAct } from '@throughline/contract'
import {
  Activity,
  Archive,
  Bot,
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
import type { ReactNode } from 'react'

export interface Part {
  to: string
  act: OrganisationAct
  name: string
  icon: ReactNode
}

export interface Group {
  name: string
  parts: readonly Part[]
}

export const start = '/organisation'

export const groups: readonly Group[] = [
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

export const organisationParts: readonly Part[] = groups.flatMap((group) => group.parts)
