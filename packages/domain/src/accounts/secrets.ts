import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits. */
export const createSecret = (): string => randomBytes(32).toString('base64url')

/** Secrets are stored as this hash; it is quick because they are random. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const isSecret = (secret: string, secretHash: Buffer): boolean => {
  const given = hashSecret(secret)
  return given.length === secretHash.length && timingSafeEqual(new Uint8Array(given), new Uint8Array(secretHash))
}

/** How a token begins, which tells it apart and is no secret. */
export const prefixOf = (id: string): string => `tl_${id.replaceAll('-', '')}`

/** `tl_<id without dashes>_<secret>`; the prefix lets scanners of code find lost ones. */
export const writeToken = (id: string, secret: string): string => `${prefixOf(id)}_${secret}`

export function readToken(token: string): { id: string; secret: string } | null {
  const found = /^tl_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([\w-]{43})$/.exec(token)
  const secret = found?.[6]
  return found && secret ? { id: found.slice(1, 6).join('-'), secret } : null
}
