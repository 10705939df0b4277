import { useQuery } from '@tanstack/react-query'
import styles from '../../../components/Page.module.css'
import { Skeleton } from '../../../components/Skeleton.tsx'
import { explain } from '../../../lib/toasts.ts'
import { mailSettingsQuery } from '../api/mail-settings.ts'
import { MailSettingsForm } from './MailSettingsForm.tsx'

/** Whom the mails of an organisation come from, and through which server. */
export function MailSettings() {
  const settings = useQuery(mailSettingsQuery)
  return (
    <div className={styles.page}>
      <title>Mail settings · Throughline</title>
      <h1>Mail settings</h1>
      <p className={styles.lead}>
        How people are told by mail. Links to sign in, invitations and what else is about accounts always come from this
        service itself.
      </p>
      {settings.isPending && <Skeleton label="Loading the mail settings" lines={4} />}
      {settings.error && <p role="alert">{explain(settings.error)}</p>}
      {settings.data && <MailSettingsForm key={settings.data.updatedAt} settings={settings.data} />}
    </div>
  )
}
