// Which browsers somebody has signed in with: each is known by a random secret in a cookie of its own, and by nothing that it
// could be told from others by without one.
import { knowDevice, type Transaction } from '@throughline/database'
import { notifyAll } from '../notifications/notify.ts'
import { createSecret, hashSecret } from './secrets.ts'

export interface Device {
  /** For its cookie; only a hash of it, with the person, is stored. */
  secret: string
  endsAt: Date
}

/** As long as browsers keep a cookie that is renewed with each sign-in. */
const keptDays = 400
const isSecret = (given: string | null): given is string => given !== null && /^[\w-]{43}$/.test(given)

interface Opened {
  sessionId: string
  personId: string
  organisationId: string
  agent: string | null
}

/**
 * Keeps the device that a session is opened on, and tells its person where they have not signed in with it before, but for
 * the first that they sign in with. People who share a browser share the secret; the hashes of it do not tell that.
 */
export async function meetDevice(transaction: Transaction, opened: Opened, given: string | null): Promise<Device> {
  const secret = isSecret(given) ? given : createSecret()
  const { sessionId, personId, organisationId, agent } = opened
  const before = await knowDevice(transaction, personId, hashSecret(`${personId} ${secret}`))
  if (before === 'new')
    await notifyAll(transaction, [
      {
        ...{ organisationId, personId, kind: 'sign-in-new-device', device: agent },
        effectKey: `sign-in-new-device/${sessionId}`,
      },
    ])
  return { secret, endsAt: new Date(Date.now() + keptDays * 86_400_000) }
}
