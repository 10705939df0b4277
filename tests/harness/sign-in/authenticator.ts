import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What an authenticator may do otherwise than it should. */
export interface Misbehaviour {
  origin?: string
  rpId?: string
  challenge?: string
  /** Left out: it has seen the person's PIN or finger. */
  isVerified?: boolean
  counter?: number
  type?: string
  /** Signs with this key in place of its own. */
  key?: KeyObject
}

type Json = Record<string, unknown>

const userPresent = 0x01
const userVerified = 0x04
const hasKey = 0x40

/** An authenticator of WebAuthn and the browser before it, with one passkey of ES256 that counts its uses. */
export class Authenticator {
  readonly credentialId = randomBytes(32)
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #origin: string
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
  }

  /** For the options of a page that adds a passkey. */
  register(options: Json, wrong: Misbehaviour = {}): Json {
    const clientData = this.#clientData('webauthn.create', options, wrong)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.credentialId.length)
    const key = [Buffer.alloc(16), length, this.credentialId, this.#coseKey()]
    const data = this.#data(wrong, hasKey, key)
    const response = { clientDataJSON: encode(clientData), attestationObject: encode(attestationOf(data)) }
    return this.#credential({ ...response, transports: ['internal'] })
  }

  /** For the options of a page to sign in at. */
  authenticate(options: Json, wrong: Misbehaviour = {}): Json {
    this.#counter += 1
    const clientData = this.#clientData('webauthn.get', options, wrong)
    const data = this.#data(wrong)
    const signed = Buffer.concat([data, sha256(clientData)].map(bytesOf))
    const signature = sign('sha256', bytesOf(signed), wrong.key ?? this.keys.privateKey)
    const response = { clientDataJSON: encode(clientData), authenticatorData: encode(data) }
    return this.#credential({ ...response, signature: encode(signature) })
  }

  #credential(response: Json): Json {
    const id = encode(this.credentialId)
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #clientData(type: string, options: Json, wrong: Misbehaviour): Buffer {
    const { challenge = options.challenge, origin = this.#origin } = wrong
    return Buffer.from(JSON.stringify({ type: wrong.type ?? type, challenge, origin, crossOrigin: false }))
  }

  #data(wrong: Misbehaviour, more = 0, rest: readonly Buffer[] = []): Buffer {
    const { rpId = new URL(this.#origin).hostname, isVerified = true, counter = this.#counter } = wrong
    const counted = Buffer.alloc(4)
    counted.writeUInt32BE(counter)
    const flags = Buffer.from([userPresent | (isVerified ? userVerified : 0) | more])
    return Buffer.concat([sha256(Buffer.from(rpId)), flags, counted, ...rest].map(bytesOf))
  }

  /** A COSE key: kty EC2, alg ES256, crv P-256, x, y. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' })
    const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
    const parts = [hex('a5010203262001215820'), xBytes, hex('225820'), yBytes]
    return Buffer.concat(parts.map(bytesOf))
  }
}

/** CBOR: `{ fmt: 'none', attStmt: {}, authData }`. */
function attestationOf(data: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(data.length)
  const text = (value: string) => Buffer.from([0x60 + value.length, ...Buffer.from(value)])
  const parts = [
    hex('a3'),
    text('fmt'),
    text('none'),
    text('attStmt'),
    hex('a0'),
    text('authData'),
    hex('59'),
    length,
    data,
  ]
  return Buffer.concat(parts.map(bytesOf))
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const encode = (bytes: Buffer): string => bytes.toString('base64url')
const bytesOf = (bytes: Buffer): Uint8Array => new Uint8Array(bytes)
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytesOf(bytes)).digest()
