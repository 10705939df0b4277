import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mayInOrganisation } from '@throughline/contract'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { organisationQuery, usePatchOrganisation } from '../api/organisation.ts'
import { Invitations } from './Invitations.tsx'
import styles from './Tokens.module.css'

/** What an organisation sets for all of its projects. */
export function OrganisationSettings() {
  const session = useSession()
  const settings = useQuery(organisationQuery)
  const patch = usePatchOrganisation()
  const mayChange = session !== null && mayInOrganisation(session.organisation.role, 'organisation.change')
  const shown = patch.isPending ? { ...settings.data, ...patch.variables } : settings.data
  return (
    <main className={styles.page}>
      <h1>{settings.data?.name ?? session?.organisation.name}</h1>
      <p className={styles.lead}>These settings hold for all projects of the organisation.</p>
      {settings.isPending && <Skeleton label="Loading the settings" lines={3} />}
      {settings.error && <p role="alert">{explain(settings.error)}</p>}
      {settings.data && (
        <label className={styles.setting}>
          <input
            type="checkbox"
            checked={shown?.viewersMayWatch ?? false}
            disabled={!mayChange || patch.isPending}
            onChange={({ target }) => patch.mutate({ viewersMayWatch: target.checked })}
          />
          <span>
            <strong>Viewers see changes live</strong>
            <span>
              Otherwise the screens of those who may only look refresh every 10 seconds.
              {!mayChange && ' Only administrators can change this.'}
            </span>
          </span>
        </label>
      )}
      {session && mayInOrganisation(session.organisation.role, 'webhook.read') && (
        <p className={styles.setting}>
          <span>
            <Link to="/organisation/webhooks">Webhooks</Link>
            <span>Programs that are told of what happens in the organisation.</span>
          </span>
        </p>
      )}
      {session !== null && mayInOrganisation(session.organisation.role, 'person.change') && <Invitations />}
    </main>
  )
}
