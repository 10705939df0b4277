import {
  type MailServerValues,
  type MailSettingsValues,
  type MailTls,
  mailPorts,
  ProblemError,
  type SentMailSettings,
} from '@throughline/contract'
import {
  deleteMailSettings as deleteRow,
  findMailSettings,
  getPersonOf,
  type MailSettingsRow,
  saveMailSettings,
  type Transaction,
} from '@throughline/database'
import {
  type GuardedMail,
  type MailServer,
  type MailToTry,
  OutgoingError,
  type OutgoingFailure,
  requireMailServer,
  SealError,
  type Sealer,
} from '@throughline/platform'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'

/** What mail settings take besides the database. */
export interface MailParts {
  sealer: Sealer
  guard: GuardedMail
}

export const mailGuard = (allowedHosts: readonly string[]): GuardedMail => ({ allowedHosts, ports: mailPorts })

const nothing: SentMailSettings = { senderName: null, replyTo: null, server: null, updatedAt: null }

export async function getMailSettings(transaction: Transaction, actor: Actor): Promise<SentMailSettings> {
  requireOrganisationAct(actor, 'mail-settings.read')
  const row = await findMailSettings(transaction)
  return row ? present(row) : nothing
}

function present(row: MailSettingsRow): SentMailSettings {
  const { senderName, replyTo, username, password, updatedAt } = row
  const server = isOwn(row)
    ? { host: row.host, port: row.port, tls: row.tls as MailTls, fromAddress: row.fromAddress, username }
    : null
  return { senderName, replyTo, updatedAt, server: server && { ...server, hasPassword: password !== null } }
}

type OwnServerRow = MailSettingsRow & { host: string; port: number; tls: string; fromAddress: string }
const isOwn = (row: MailSettingsRow): row is OwnServerRow => row.host !== null

/** Throws `bad-request` for a server that is refused, or whose password is neither given nor kept for it. */
export async function putMailSettings(
  transaction: Transaction,
  actor: Actor,
  values: MailSettingsValues,
  parts: MailParts,
): Promise<SentMailSettings> {
  requireOrganisationAct(actor, 'mail-settings.change')
  const { organisationId } = actor
  const server = values.server && serverOf(values.server, await findMailSettings(transaction), parts)
  await saveMailSettings(transaction, {
    ...{ organisationId, senderName: values.senderName, replyTo: values.replyTo },
    ...(values.server ? { fromAddress: values.server.fromAddress } : { fromAddress: null }),
    ...(server ?? { host: null, port: null, tls: null, username: null }),
    password: server?.password == null ? null : parts.sealer.seal(server.password, organisationId),
  })
  return getMailSettings(transaction, actor)
}

export async function deleteMailSettings(transaction: Transaction, actor: Actor): Promise<void> {
  requireOrganisationAct(actor, 'mail-settings.change')
  await deleteRow(transaction)
}

/** A server that may be asked, with its password: the given one, or the kept one where it is for the same host and user. */
function serverOf(given: MailServerValues, kept: MailSettingsRow | null, { sealer, guard }: MailParts): MailServer {
  const { host, port, tls, username, password } = given
  if (username === null && password !== undefined) throw wrong('password', 'is of no use without a username')
  const server = { host, port, tls, username, password: password ?? null }
  checkServer(server, guard)
  if (username === null || password !== undefined) return server
  const isKept = kept !== null && kept.host === host && kept.username === username && kept.password !== null
  if (!isKept) throw wrong('password', 'is needed: none is kept for this host and username')
  return { ...server, password: openPassword(kept, sealer) }
}

function openPassword({ organisationId, password }: MailSettingsRow, sealer: Sealer): string | null {
  try {
    return password && sealer.open(password, organisationId)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw wrong('password', 'cannot be read any more: enter it again')
  }
}

const refusals: Partial<Record<OutgoingFailure, readonly [field: string, message: string]>> = {
  'invalid-address': ['host', 'is not the name or the address of a host'],
  'port-not-allowed': ['port', `must be one of ${mailPorts.join(', ')}`],
  'address-not-allowed': ['host', 'is not a public address, or needs TLS'],
}

function checkServer(server: MailServer, guard: GuardedMail): void {
  try {
    requireMailServer(server, guard)
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    throw wrong(...(refusals[error.failure] ?? (['host', error.message] as const)))
  }
}

const wrong = (field: string, message: string): ProblemError =>
  new ProblemError('bad-request', { issues: [{ path: `body.server.${field}`, message }] })

/** What a trial sends: by these settings, or those that are set, to whoever asks. Nothing is changed. */
export async function prepareMailTrial(
  transaction: Transaction,
  actor: Actor,
  values: MailSettingsValues | undefined,
  parts: MailParts,
): Promise<{ server: MailServer; mail: MailToTry }> {
  requireOrganisationAct(actor, 'mail-settings.change')
  const kept = await findMailSettings(transaction)
  const settings = values ?? (kept && given(kept))
  if (!settings?.server)
    throw new ProblemError('conflict', { detail: 'There is no server of the organisation that could be tried.' })
  const server = serverOf(settings.server, kept, parts)
  const { name, email } = await getPersonOf(transaction, actor.organisationId, actor.personId)
  if (!email) throw new ProblemError('conflict', { detail: 'A service account has no address to send the mail to.' })
  const { senderName, replyTo } = settings
  return {
    server,
    mail: {
      from: { name: senderName ?? 'Throughline', address: settings.server.fromAddress },
      replyTo,
      to: { name, address: email },
      subject: 'A test of your mail settings',
      text: `This mail came through ${server.host}, as you asked for in the settings of your organisation.\n`,
    },
  }
}

function given(row: MailSettingsRow): MailSettingsValues {
  const { senderName, replyTo, username } = row
  if (!isOwn(row)) return { senderName, replyTo, server: null }
  const { host, port, fromAddress } = row
  return { senderName, replyTo, server: { host, port, tls: row.tls as MailTls, fromAddress, username } }
}

const problems: Readonly<Record<string, string>> = {
  'address-not-allowed': 'The address of the host is not a public one.',
  'name-not-found': 'The name of the host is not known.',
  'not-reachable': 'The host did not take the connection.',
  'timed-out': 'The server did not answer in time.',
  'bad-certificate': 'The certificate of the server is not valid for this name.',
  EAUTH: 'The server did not take the username and password.',
  ETLS: 'TLS could not be begun: the server may want the other kind.',
  EENVELOPE: 'The server refused the sender or the recipient.',
  ETIMEDOUT: 'The server did not answer in time.',
  ECONNECTION: 'The server broke the connection.',
  ESOCKET: 'The server broke the connection.',
}

export const mailProblem = (failure: string): string =>
  problems[failure] ?? 'The server did not take the mail: see what it said.'
