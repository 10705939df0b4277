import { hash, verify } from '@node-rs/argon2'
import { createQueue } from './queue.ts'

/** argon2id, 19 MiB, two passes: the library's default algorithm. Two at a time, so that a burst of sign-ins leaves the service room. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const inTurn = createQueue(2)

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, options))

let standIn: Promise<string> | undefined

/** Verifies against a stand-in where there is no hash, so that an unknown person costs as much time as a known one. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password')
  const stored = passwordHash ?? (await standIn)
  const matches = await inTurn(() => verify(stored, password))
  return matches && passwordHash != null
}
