import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts what has to be read again: AES-256-GCM with a random nonce; nonce, tag and text in one. `about` says what it
 * belongs to, so that it opens nowhere else: a row's value that is copied to another row is of no use there.
 */
export function seal(key: Buffer, text: string, about: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, new Uint8Array(key), new Uint8Array(nonce))
  cipher.setAAD(new TextEncoder().encode(about))
  const sealed = [cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed].map((part) => new Uint8Array(part)))
}

/** Throws for what was changed, sealed by another key, or about something else. */
export function openSealed(key: Buffer, sealed: Buffer, about: string): string {
  const [nonce, tag, text] = [
    sealed.subarray(0, nonceBytes),
    sealed.subarray(nonceBytes, nonceBytes + tagBytes),
    sealed.subarray(nonceBytes + tagBytes),
  ].map((part) => new Uint8Array(part)) as [Uint8Array, Uint8Array, Uint8Array]
  const decipher = createDecipheriv(algorithm, new Uint8Array(key), nonce, { authTagLength: tagBytes })
  decipher.setAAD(new TextEncoder().encode(about))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(text), decipher.final()].map((part) => new Uint8Array(part))).toString('utf8')
}
