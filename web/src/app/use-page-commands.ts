import { useNavigate } from '@tanstack/react-router'
import { mayInOrganisation, type Session } from '@throughline/contract'
import { signOut, switchOrganisation } from '../features/account/api/sign-out.ts'
import { type Command, useCommands } from '../lib/commands.ts'
import { setTheme, type Theme } from '../lib/theme.ts'
import { organisationParts } from './organisation-parts.tsx'

const themes: readonly (readonly [Theme, string])[] = [
  ['light', 'Light colours'],
  ['dark', 'Dark colours'],
  ['system', 'Colours of the system'],
]

const ownPages: readonly (readonly [path: string, name: string, words: string])[] = [
  ['/', 'Projects', 'home list health'],
  ['/inbox', 'Inbox', 'notifications unread'],
  ['/imports', 'Imports', ''],
  ['/notifications', 'Notification settings', 'mail digest'],
  ['/deliveries', 'Mails to you', ''],
  ['/account', 'Your account', 'profile password sessions passkeys name'],
  ['/tokens', 'API tokens', ''],
]

/** Every page, and what can be done on any of them. */
export function usePageCommands(session: Session | null): void {
  const navigate = useNavigate()
  const go = (path: string) => () => void navigate({ href: path })
  const page = (path: string, name: string, words = ''): Command => ({
    ...{ id: `go ${path}`, group: 'Go to', name, words, run: go(path) },
  })
  useCommands(
    session
      ? [
          { id: 'project.new', group: 'Do', name: 'New project', words: 'create add plan', run: go('/?dialog=new') },
          {
            id: 'import.new',
            group: 'Do',
            name: 'Import a file',
            words: 'upload mpp xer excel csv',
            run: go('/imports/new'),
          },
          ...ownPages.map(([path, name, words]) => page(path, name, words)),
          ...(session.isOperator
            ? [page('/health', 'Health of the instance', 'operator schedules temporal status')]
            : []),
          ...organisationParts
            .filter(({ act }) => mayInOrganisation(session.organisation.role, act))
            .map(({ to, name }) => page(to, `Organisation: ${name}`)),
          {
            id: 'api.docs',
            group: 'Go to',
            name: 'API documentation',
            run: () => void open('/api/docs', '_blank', 'noopener'),
          },
          ...themes.map(([id, name]) => ({
            ...{ id: `theme.${id}`, group: 'Do', name, words: 'theme mode', run: () => setTheme(id) },
          })),
          ...session.organisations
            .filter(({ id }) => id !== session.organisation.id)
            .map(({ id, name }) => ({
              ...{ id: `switch ${id}`, group: 'Do', name: `Switch to ${name}`, words: 'organisation' },
              run: () => void switchOrganisation(id),
            })),
          { id: 'sign-out', group: 'Do', name: 'Sign out', words: 'log out', run: () => void signOut() },
        ]
      : [],
  )
}
