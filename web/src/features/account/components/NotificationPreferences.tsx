import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { NotificationPreference } from '@throughline/contract'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { queryClient } from '../../../lib/query-client.ts'
import { client } from '../../../lib/service.ts'
import { explain, showError } from '../../../lib/toasts.ts'
import own from './NotificationPreferences.module.css'

const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: () => client.call('listNotificationPreferences'),
})

/** Of what one is told, and how. What is told in any case is not asked. */
export function NotificationPreferences() {
  const preferences = useQuery(preferencesQuery)
  return (
    <section className={styles.part} aria-labelledby="notification-preferences">
      <h2 id="notification-preferences">What you are told</h2>
      {preferences.isPending && <Skeleton label="Loading what you are told" lines={3} />}
      {preferences.error && <p role="alert">{explain(preferences.error)}</p>}
      {preferences.data && (
        <table className={own.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Inbox</th>
              <th scope="col">Mail</th>
            </tr>
          </thead>
          <tbody>
            {preferences.data.items
              .filter(({ isFixed }) => !isFixed)
              .map((preference) => (
                <Row key={preference.kind} preference={preference} />
              ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ preference: { kind, title, inbox, mail } }: { preference: NotificationPreference }) {
  const { mutate } = useMutation({
    mutationFn: (body: Pick<NotificationPreference, 'inbox' | 'mail'>) =>
      client.call('putNotificationPreference', { params: { kind }, body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey }),
    onError: (error) => showError('That was not kept', error),
  })
  const isMailed = mail !== 'off'
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <input
          type="checkbox"
          aria-label={`${title}: in the inbox`}
          checked={inbox}
          onChange={() => mutate({ inbox: !inbox, mail })}
        />
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={`${title}: by mail`}
          checked={isMailed}
          onChange={() => mutate({ inbox, mail: isMailed ? 'off' : 'at-once' })}
        />
      </td>
    </tr>
  )
}
