import { useQuery } from '@tanstack/react-query'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { preferencesQuery, usePutPreference } from '../api/choices.ts'
import { NotificationProjects } from './NotificationProjects.tsx'
import { NotificationTimes } from './NotificationTimes.tsx'
import { PreferenceTable } from './PreferenceTable.tsx'

/** Of what one is told, how, and when. */
export function Notifications() {
  const preferences = useQuery(preferencesQuery)
  const put = usePutPreference()
  return (
    <main className={styles.page}>
      <title>What you are told · Throughline</title>
      <h1>What you are told</h1>
      <p className={styles.lead}>
        What you do yourself is not told to you. Mails about your account and its security come in any case.
      </p>
      {preferences.isPending && <Skeleton label="Loading what you are told" lines={6} />}
      {preferences.error && <p role="alert">{explain(preferences.error)}</p>}
      {preferences.data && (
        <PreferenceTable
          label="What you are told"
          preferences={preferences.data.items}
          pending={put.isPending ? put.variables : undefined}
          onChange={put.mutate}
        />
      )}
      <NotificationTimes />
      <NotificationProjects />
    </main>
  )
}
