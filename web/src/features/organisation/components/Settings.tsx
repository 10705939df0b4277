import { useQuery } from '@tanstack/react-query'
import { mayInOrganisation } from '@throughline/contract'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { useSession } from '../../../lib/session.ts'
import { explain } from '../../../lib/toasts.ts'
import { NotificationDefaults } from '../../notifications/components/NotificationDefaults.tsx'
import { settingsQuery, usePatchSettings } from '../api/settings.ts'

/** What an organisation sets for all of its projects. */
export function Settings() {
  const session = useSession()
  const settings = useQuery(settingsQuery)
  const patch = usePatchSettings()
  const mayChange = session !== null && mayInOrganisation(session.organisation.role, 'organisation.change')
  const shown = patch.isPending ? { ...settings.data, ...patch.variables } : settings.data
  return (
    <div className={styles.page}>
      <title>Settings · Throughline</title>
      <h1>Settings</h1>
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
      <NotificationDefaults />
    </div>
  )
}
