import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { UsageError } from './arguments.ts'

/** Where the service is, and the token that the command acts by; in a file that only its owner reads. */
const credentials = z.object({ url: z.url(), token: z.string(), tokenId: z.string().nullable() })
export type Credentials = z.infer<typeof credentials>

export function readCredentials(file: string): Credentials | null {
  const text = readIfThere(file)
  if (text === null) return null
  const parsed = credentials.safeParse(parseJson(text))
  if (!parsed.success) throw new UsageError(`${file} is not what was saved there; sign in again`)
  return parsed.data
}

export function saveCredentials(file: string, values: Credentials): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 })
  // The mode counts for new files only.
  chmodSync(file, 0o600)
}

export const forgetCredentials = (file: string): void => rmSync(file, { force: true })

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
