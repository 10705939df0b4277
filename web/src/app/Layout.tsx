import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ConnectionState } from '../components/ConnectionState.tsx'
import { Logo } from '../components/Logo.tsx'
import { StatusBanner } from '../components/StatusBanner.tsx'
import { AccountMenu } from '../features/account/components/AccountMenu.tsx'
import { OrganisationSwitch } from '../features/account/components/OrganisationSwitch.tsx'
import { InboxButton } from '../features/inbox/components/InboxButton.tsx'
import { Palette } from '../features/palette/components/Palette.tsx'
import { JobTray } from '../features/runs/components/JobTray.tsx'
import { UnsentChanges } from '../features/unsent/components/UnsentChanges.tsx'
import { useSession } from '../lib/session.ts'
import styles from './Layout.module.css'
import { usePageCommands } from './use-page-commands.ts'

/** What everyone who is signed in sees around a page. Pages put their own words into `#page-title` and `#page-state`. */
export function Layout() {
  const session = useSession()
  const navigate = useNavigate()
  useEffect(() => {
    if (!session) void navigate({ to: '/sign-in', replace: true, search: { next: location.pathname } })
  }, [session, navigate])
  usePageCommands(session)
  if (!session) return null
  return (
    <div className={styles.layout}>
      <header className={styles.header}>
        <Link to="/" className={styles.home} aria-label="Throughline, all projects">
          <Logo />
        </Link>
        <OrganisationSwitch session={session} />
        <div id="page-title" className={styles.title} />
        <div className={styles.state}>
          <div id="page-state" className={styles.pageState} />
          <UnsentChanges
            onOpenProject={(projectId) => void navigate({ to: '/projects/$projectId', params: { projectId } })}
          />
          <ConnectionState />
        </div>
        <div className={styles.tools}>
          <Palette onGo={(path) => void navigate({ href: path })} />
          <JobTray personId={session.person.id} />
        </div>
        <InboxButton onOpen={() => void navigate({ to: '/inbox' })} />
        <AccountMenu
          session={session}
          onOpenAccount={() => void navigate({ to: '/account' })}
          onOpenImports={() => void navigate({ to: '/imports' })}
          onOpenTokens={() => void navigate({ to: '/tokens' })}
          onOpenOrganisation={() => void navigate({ to: '/organisation' })}
          onOpenHealth={() => void navigate({ to: '/health' })}
        />
      </header>
      <StatusBanner />
      <div className={styles.body}>
        <Outlet />
      </div>
    </div>
  )
}
