import { mailPorts } from '@throughline/contract'
import type { MailSettingsRow } from '@throughline/database'
import { type GuardedMail, type MailServer, openMailServer, SealError, type Sealer } from '@throughline/platform'
import type { Transporter } from 'nodemailer'
import addressparser from 'nodemailer/lib/addressparser'
import type { MailTransport, OutgoingMail } from './mail-transport.ts'
import { type SendOptions, type SentMail, watchMails } from './watched-mail.ts'

export interface OrganisationMailOptions {
  /** That of the instance. */
  shared: MailTransport
  /** What mails through it come from: `Throughline <no-reply@example.com>`. */
  from: string
  sealer: Sealer
  allowedHosts: readonly string[]
  /** A transport that was not used for so long is closed. */
  idleMilliseconds?: number
}

interface OwnTransport {
  /** Of the settings that it was made by. */
  version: string
  transporter: Transporter
  send: ReturnType<typeof watchMails>
  underWay: number
  idle: NodeJS.Timeout | undefined
}

const usualIdleMilliseconds = 300_000
/** Connections to the own server of an organisation; more mails wait for their turn. */
const mostConnections = 2

/**
 * Sends each mail as its organisation has it: by the server of the instance, under the name of the organisation, or by a
 * server of its own. Transports to those are made when they are needed, one for each organisation, and closed when their
 * settings change or nobody used them for a while.
 */
export function createOrganisationMail(options: OrganisationMailOptions): MailTransport {
  const { shared, sealer, idleMilliseconds = usualIdleMilliseconds } = options
  const guard: GuardedMail = { allowedHosts: options.allowedHosts, ports: mailPorts }
  const sharedAddress = addressOf(options.from)
  const own = new Map<string, OwnTransport>()

  function close(organisationId: string, of: OwnTransport): void {
    clearTimeout(of.idle)
    of.transporter.close()
    if (own.get(organisationId) === of) own.delete(organisationId)
  }

  function transportOf(settings: MailSettingsRow, server: Omit<MailServer, 'password'>): OwnTransport {
    const { organisationId } = settings
    const version = JSON.stringify(settings)
    const present = own.get(organisationId)
    if (present?.version === version) return present
    if (present) close(organisationId, present)
    const password = openPassword(settings, sealer)
    const transporter = openMailServer({ ...server, password }, guard, { kept: mostConnections })
    const made = { version, transporter, send: watchMails(transporter), underWay: 0, idle: undefined }
    own.set(organisationId, made)
    return made
  }

  async function sendByOwn(
    settings: MailSettingsRow,
    server: Omit<MailServer, 'password'>,
    mail: Omit<OutgoingMail, 'settings'>,
    options?: SendOptions,
  ): Promise<SentMail> {
    const { organisationId } = settings
    const transport = transportOf(settings, server)
    clearTimeout(transport.idle)
    transport.underWay += 1
    try {
      return await transport.send(mail, options)
    } finally {
      transport.underWay -= 1
      if (transport.underWay === 0)
        transport.idle = setTimeout(() => close(organisationId, transport), idleMilliseconds).unref()
    }
  }

  return {
    async send({ settings, ...mail }, options) {
      if (!settings) return shared.send(mail, options)
      const { senderName } = settings
      const replyTo = settings.replyTo === null ? {} : { replyTo: settings.replyTo }
      const server = serverOf(settings)
      if (server) {
        const from = { name: senderName ?? 'Throughline', address: server.fromAddress }
        return sendByOwn(settings, server, { ...mail, ...replyTo, from }, options)
      }
      const from = senderName === null ? {} : { from: { name: senderName, address: sharedAddress } }
      return shared.send({ ...mail, ...replyTo, ...from }, options)
    },
    verify: () => shared.verify(),
    close() {
      for (const [organisationId, transport] of own) close(organisationId, transport)
      shared.close()
    },
  }
}

/** Whether mails go out by a server that the organisation gave. */
export const hasOwnServer = (settings: MailSettingsRow | null): boolean =>
  settings !== null && serverOf(settings) !== null

function serverOf(settings: MailSettingsRow) {
  const { host, port, tls, username, fromAddress } = settings
  if (host === null || port === null || tls === null || fromAddress === null) return null
  return { host, port, tls: tls as MailServer['tls'], username, fromAddress }
}

function openPassword({ organisationId, password }: MailSettingsRow, sealer: Sealer): string | null {
  try {
    return password && sealer.open(password, organisationId)
  } catch (error) {
    if (error instanceof SealError) throw coded('ESEALED', 'The password cannot be read any more')
    throw error
  }
}

/** As nodemailer tells of failures: by a code, which the delivery's row and the history may hold. */
const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code })

function addressOf(from: string): string {
  const [mailbox] = addressparser(from, { flatten: true })
  return mailbox?.address ?? from
}
