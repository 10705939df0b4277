import { InvalidChangeError } from '@throughline/contract'
import { hashPassword } from './password.ts'

/** Whose password it is to be: what is known of a person is the first thing that is guessed. */
interface Owner {
  email: string
  name: string
}

/** Shorter parts of names and addresses stand in other words by chance. */
const shortestPart = 4
/** Digits and signs behind a common password do not make it another one; longer endings may be random. */
const mostTrailing = 4

let commonOnes: Promise<ReadonlySet<string>> | undefined

/** Some 49,000 that were found in breaches, in lower case; read when the first new password comes. */
async function readCommonOnes(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** The hash of a password that somebody chose. Throws `invalid-change` for one that others would guess, at `path`. */
export async function hashNewPassword(password: string, owner: Owner, path = 'body.password'): Promise<string> {
  commonOnes ??= readCommonOnes()
  const given = fold(password)
  if (isCommon(await commonOnes, given))
    throw new InvalidChangeError(path, 'is among the most common passwords: choose another one')
  if (partsOf(owner).some((part) => given.includes(part)))
    throw new InvalidChangeError(path, 'must not hold your name or address')
  return hashPassword(password)
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

function isCommon(common: ReadonlySet<string>, given: string): boolean {
  const ending = /[^\p{L}]*$/u.exec(given)?.[0] ?? ''
  for (let cut = 0; cut <= Math.min(mostTrailing, ending.length); cut++)
    if (common.has(given.slice(0, given.length - cut))) return true
  return false
}

function partsOf({ email, name }: Owner): string[] {
  const [local = ''] = email.split('@')
  const parts = [local, ...name.split(/\s+/), name.replaceAll(/\s+/g, '')].map(fold)
  return parts.filter((part) => part.length >= shortestPart)
}
