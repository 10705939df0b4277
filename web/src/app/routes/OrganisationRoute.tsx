import { Outlet } from '@tanstack/react-router'
import { useSession } from '../../lib/session.ts'
import { HeaderSlot } from '../HeaderSlot.tsx'
import { OrganisationNav } from '../OrganisationNav.tsx'
import styles from './OrganisationRoute.module.css'

/** What is about the organisation as a whole: a page for each part that one may read. */
export function OrganisationRoute() {
  const session = useSession()
  if (!session) return null
  const { name, role } = session.organisation
  return (
    <div className={styles.page}>
      <HeaderSlot slot="page-title">
        <p title={name}>{name}</p>
      </HeaderSlot>
      <OrganisationNav role={role} />
      <main className={styles.content}>
        <Outlet />
      </main>
    </div>
  )
}
