import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation } from '@throughline/contract'
import page from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { defaultsQuery, usePutDefault } from '../api/choices.ts'
import { PreferenceTable } from './PreferenceTable.tsx'

/** How people of the organisation are told who have not chosen themselves. */
export function NotificationDefaults() {
  const session = useSession()
  const defaults = useQuery(defaultsQuery)
  const put = usePutDefault()
  const mayChange = session !== null && mayInOrganisation(session.organisation.role, 'organisation.change')
  return (
    <section className={page.part} aria-labelledby="notification-defaults">
      <h2 id="notification-defaults">What people are told</h2>
      <p className={page.lead}>For who has not chosen.{!mayChange && ' Only administrators can change this.'}</p>
      {defaults.isPending && <Skeleton label="Loading what people are told" lines={4} />}
      {defaults.error && <p role="alert">{explain(defaults.error)}</p>}
      {defaults.data && (
        <PreferenceTable
          label="What people are told"
          preferences={defaults.data.items}
          pending={put.isPending ? put.variables : undefined}
          isDisabled={!mayChange}
          onChange={put.mutate}
        />
      )}
    </section>
  )
}
