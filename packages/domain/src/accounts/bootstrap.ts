import {
  type Database,
  findCredentials,
  insertFirstOrganisation,
  isSeeded,
  withTransaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { askForSeed } from '../runs/ask-jobs.ts'
import { hashNewPassword } from './new-password.ts'

export interface Bootstrapped {
  /** `created`, or `present` when accounts exist already. */
  accounts: 'created' | 'present'
  /** Null when nobody has the administrator's address. */
  seeds: 'asked for' | 'already present' | null
}

/** First start: the first organisation with its administrator, and a request for demo projects. Again: changes nothing. */
export async function bootstrap(database: Database, admin: { email: string; password: string }): Promise<Bootstrapped> {
  const created = await createFirstOrganisation(database, admin)
  const found = await findCredentials(database.kysely, admin.email)
  const accounts = created ? 'created' : 'present'
  if (!found) return { accounts, seeds: null }
  const asked = await withTransaction(database, found, async (transaction) => {
    if (await isSeeded(transaction)) return false
    await askForSeed(transaction, found)
    return true
  })
  return { accounts, seeds: asked ? 'asked for' : 'already present' }
}

async function createFirstOrganisation(database: Database, admin: { email: string; password: string }) {
  if (await findCredentials(database.kysely, admin.email)) return false
  const personName = 'Administrator'
  return insertFirstOrganisation(database.kysely, {
    organisationId: uuid(),
    organisationName: 'Demo',
    personId: uuid(),
    personName,
    email: admin.email.toLowerCase(),
    passwordHash: await hashNewPassword(admin.password, { email: admin.email, name: personName }, 'ADMIN_PASSWORD'),
  })
}
