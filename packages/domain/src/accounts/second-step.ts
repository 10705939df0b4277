import { randomBytes } from 'node:crypto'
import {
  InvalidChangeError,
  NotFoundError,
  ProblemError,
  type RecoveryCodes,
  type SecondStep,
  type SecondStepBegun,
} from '@throughline/contract'
import {
  beginSecondStep,
  type Database,
  findSecondStep,
  getPersonOf,
  removeSecondStep,
  replaceRecoveryCodes,
  type StoredSecondStep,
  type Transaction,
  takeCodeStep,
  takeRecoveryCode,
} from '@throughline/database'
import { createSealer, SealError, sealedFor } from '@throughline/platform'
import { generateSecret, generateURI, verifySync } from 'otplib/functional'
import { requirePassword } from './own-password.ts'
import type { Principal } from './principal.ts'
import { hashSecret } from './secrets.ts'

/**
 * Codes of an authenticator app (TOTP) as second step of a sign-in by password. The secret has to be read again, so it is
 * sealed for its person under a key of the installation; of recovery codes there are hashes only.
 */
const issuer = 'Throughline'
/** The codes before and after, for clocks that differ. */
const toleranceSeconds = 30
const recoveryCodeCount = 10
/** 80 bits, so that a quick hash is enough. */
const recoveryCodeBytes = 10

type Executor = Database['kysely'] | Transaction

const sealerOf = (sessionSecret: string) => createSealer(sessionSecret, sealedFor.authenticators)
const aboutOf = (personId: string): string => `second step of ${personId}`

export async function describeSecondStep(transaction: Transaction, by: Principal): Promise<SecondStep> {
  const found = await findSecondStep(transaction, by.personId)
  return found?.isConfirmed
    ? { enabled: true, recoveryCodesLeft: found.codesLeft }
    : { enabled: false, recoveryCodesLeft: 0 }
}

/** Asks for the password. What it answers counts once a code was made of it. */
export async function beginOwnSecondStep(
  transaction: Transaction,
  by: Principal,
  password: string,
  sessionSecret: string,
): Promise<SecondStepBegun> {
  await requirePassword(transaction, by, password)
  const { email } = await getPersonOf(transaction, by.organisationId, by.personId)
  const secret = generateSecret()
  const sealed = sealerOf(sessionSecret).seal(secret, aboutOf(by.personId))
  if (!(await beginSecondStep(transaction, by.personId, sealed)))
    throw new ProblemError('conflict', { detail: 'There is a second step already. Remove it first.' })
  return { secret, uri: generateURI({ issuer, label: email, secret }) }
}

/** From now on a sign-in takes a code. Answers the recovery codes, this once. */
export async function confirmOwnSecondStep(
  transaction: Transaction,
  by: Principal,
  code: string,
  sessionSecret: string,
): Promise<RecoveryCodes> {
  if (by.kind === 'token') throw new ProblemError('forbidden')
  const found = await findSecondStep(transaction, by.personId)
  if (!found || found.isConfirmed) throw new NotFoundError('second step that waits for its first code')
  if (!(await takeCode(transaction, by.personId, found, code, sessionSecret)))
    throw new InvalidChangeError('body.code', 'is not the code of this moment')
  return renewRecoveryCodes(transaction, by.personId)
}

/** The former ones are of no use then. */
export async function renewOwnRecoveryCodes(
  transaction: Transaction,
  by: Principal,
  password: string,
): Promise<RecoveryCodes> {
  await requirePassword(transaction, by, password)
  const found = await findSecondStep(transaction, by.personId)
  if (!found?.isConfirmed) throw new NotFoundError('second step')
  return renewRecoveryCodes(transaction, by.personId)
}

export async function removeOwnSecondStep(transaction: Transaction, by: Principal, password: string): Promise<void> {
  await requirePassword(transaction, by, password)
  if (!(await removeSecondStep(transaction, by.personId))) throw new NotFoundError('second step')
}

/**
 * What a sign-in asks for besides the password. `beforeCode` may refuse further tries. Throws `code-needed` where there is
 * no code, `unauthenticated` for one that is wrong or was used.
 */
export async function requireSecondStep(
  executor: Executor,
  personId: string,
  given: { code?: string | undefined; sessionSecret: string; beforeCode: () => Promise<void> },
): Promise<void> {
  const found = await findSecondStep(executor, personId)
  if (!found?.isConfirmed) return
  if (given.code === undefined) throw new ProblemError('code-needed')
  await given.beforeCode()
  const isRight = isOfApp(given.code)
    ? await takeCode(executor, personId, found, given.code, given.sessionSecret)
    : await takeRecoveryCode(executor, personId, hashRecoveryCode(given.code))
  if (!isRight) throw new ProblemError('unauthenticated', { detail: 'The code is not right, or was used already.' })
}

const isOfApp = (code: string): boolean => /^\d{6}$/.test(code)

async function takeCode(
  executor: Executor,
  personId: string,
  { secret }: StoredSecondStep,
  code: string,
  sessionSecret: string,
): Promise<boolean> {
  const opened = openSecret(secret, personId, sessionSecret)
  const result = verifySync({ secret: opened, token: code, epochTolerance: toleranceSeconds })
  return result.valid && 'timeStep' in result && takeCodeStep(executor, personId, result.timeStep)
}

/** Throws `unauthenticated` for one that was sealed by another key. */
function openSecret(secret: string, personId: string, sessionSecret: string): string {
  try {
    return sealerOf(sessionSecret).open(secret, aboutOf(personId))
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    const detail = 'The key of this service was changed since the app was added: give a recovery code, and add it anew.'
    throw new ProblemError('unauthenticated', { detail })
  }
}

async function renewRecoveryCodes(transaction: Transaction, personId: string): Promise<RecoveryCodes> {
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, createRecoveryCode)
  await replaceRecoveryCodes(transaction, personId, recoveryCodes.map(hashRecoveryCode))
  return { recoveryCodes }
}

/** Four groups of five hexadecimal digits, as people can copy them from paper. */
const createRecoveryCode = (): string => randomBytes(recoveryCodeBytes).toString('hex').match(/.{5}/g)?.join('-') ?? ''

const hashRecoveryCode = (code: string): Buffer => hashSecret(code.toLowerCase().replaceAll(/[^0-9a-f]/g, ''))
