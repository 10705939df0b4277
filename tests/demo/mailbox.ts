import type { ImportJob } from '@throughline/contract'
import { until } from '../harness/until.ts'
import type { Places } from './places.ts'

interface Mail {
  subject: string
  text?: string
  messageId: string
  to: { address: string }[]
}

/** The mail that says that this import ended, in the inbox of maildev. */
export function findImportMail({ mailbox, email }: Places, job: ImportJob): Promise<Mail> {
  const look = async () => {
    const response = await fetch(`${mailbox}/email`)
    const mails = (await response.json()) as Mail[]
    const isOfImport = (mail: Mail) =>
      mail.to.some(({ address }) => address.toLowerCase() === email.toLowerCase()) &&
      `${mail.subject}\n${mail.text ?? ''}`.includes(job.projectId ?? job.id)
    return mails.findLast(isOfImport)
  }
  return until(look, { what: `a mail about ${job.fileName} to ${email} in ${mailbox}`, withinMs: 30_000, everyMs: 200 })
}
