import type { Scene } from '../scene.ts'

/** Each recipient has a mail, under one Message-ID; more than one copy only where the way back was disturbed. */
export async function checkMails({ world, recipients, mailMayRepeat }: Scene): Promise<string[]> {
  const problems = recipients.flatMap((address) => {
    const mails = world.sink.mails.filter(({ to }) => to.includes(address))
    const ids = new Set(mails.map(({ messageId }) => messageId))
    if (mails.length === 0) return [`${address} has no mail`]
    if (ids.size > 1) return [`${address} has mails of ${ids.size} Message-IDs`]
    return mails.length > 1 && !mailMayRepeat ? [`${address} has ${mails.length} copies of a mail`] : []
  })
  const [open] = await world.query<{ count: number }>(
    `select count(*)::int as count from notification n left join email_delivery d on d.notification_id = n.id
     where n.organisation_id = $1 and coalesce(d.state, 'pending') in ('pending', 'sending', 'claimed')`,
    [world.organisation.id],
  )
  if (open && open.count > 0) problems.push(`${open.count} notifications wait for their mail`)
  return problems
}
