import { hash, verify } from '@node-rs/argon2'
import { createQueue } from './queue.ts'

/** argon2id, 19 MiB, two passes: the library's default algorithm. Two at a time, so that a burst of sign-ins leaves the service room. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const inTurn = createQueue(2)

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, options))

/** Of a random password that nobody kept. */
const standIn = '$argon2id$v=19$m=19456,t=2,p=1$LVS40L6cYvSebjmfA9etmw$4Q9iYiYxMUQ7e+VBma4VQvpjArtk9rwhASpUHgtidbw'

/** Verifies against a stand-in where there is no hash, so that an unknown person costs as much time as a known one. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const matches = await inTurn(() => verify(passwordHash ?? standIn, password))
  return matches && passwordHash != null
}
