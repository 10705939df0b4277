import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Keeps secrets that have to be read again, such as those that sign webhooks, so that a copy of the database does not tell
 * them: AES-256-GCM, by a key that comes of SESSION_SECRET. `boundTo` names the row, so that one row's text opens in no
 * other.
 */
export interface Sealer {
  seal(text: string, boundTo: string): string
  /** Throws SealError where the key was another one, or the text was changed. */
  open(sealed: string, boundTo: string): string
}

export class SealError extends Error {
  override readonly name = 'SealError'
}

/** What the keys of one SESSION_SECRET are for. */
export const sealedFor = {
  webhooks: 'webhook-secrets',
  authenticators: 'authenticator-secrets',
  signIns: 'sign-ins-under-way',
  importLinks: 'import-links',
  mailPasswords: 'mail-passwords',
} as const

const algorithm = 'aes-256-gcm'
const version = 'v1'
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]

/** `purpose` tells apart the keys of one SESSION_SECRET. */
export function createSealer(sessionSecret: string, purpose: string): Sealer {
  const key = new Uint8Array(hkdfSync('sha256', sessionSecret, '', `throughline/${purpose}`, keyBytes))
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8)

  return {
    seal(text, boundTo) {
      const nonce = new Uint8Array(randomBytes(nonceBytes))
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(bytesOf(boundTo))
      const parts = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
      const body = Buffer.concat(parts.map((part) => new Uint8Array(part)))
      return [version, keyId, Buffer.from(nonce).toString('base64url'), body.toString('base64url')].join('.')
    },
    open(sealed, boundTo) {
      const [of, sealedBy, nonce = '', body = ''] = sealed.split('.')
      if (of !== version) throw new SealError('The secret is sealed in a way that is not known')
      if (sealedBy !== keyId)
        throw new SealError(`The secret was sealed by the key ${sealedBy}; the present one is ${keyId}`)
      const bytes = new Uint8Array(Buffer.from(body, 'base64url'))
      const end = bytes.length - tagBytes
      const decipher = createDecipheriv(algorithm, key, new Uint8Array(Buffer.from(nonce, 'base64url')))
      decipher.setAAD(bytesOf(boundTo)).setAuthTag(bytes.subarray(end))
      try {
        return decipher.update(bytes.subarray(0, end), undefined, 'utf8') + decipher.final('utf8')
      } catch (error) {
        throw new SealError('The sealed secret was changed, or is that of another row', { cause: error })
      }
    },
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
