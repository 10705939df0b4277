import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The secret in this file; when there is none yet, one is made (256 bits, URL-safe) that only the owner can read. */
export function ensureSecret(file: string, make: () => string = makeSecret): string {
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim()
    if (kept !== '') return kept
  }
  const secret = make()
  writePrivateFile(file, `${secret}\n`)
  return secret
}

/** Written whole or not at all, readable by the owner only. */
export function writePrivateFile(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.draft`
  writeFileSync(draft, content, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Five groups of five letters and digits that cannot be mistaken for each other: 122 bits, and fit to be typed. */
export function makePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const fair = 256 - (256 % alphabet.length)
  let letters = ''
  while (letters.length < 25) {
    for (const byte of randomBytes(32)) if (byte < fair) letters += alphabet[byte % alphabet.length]
  }
  return (letters.slice(0, 25).match(/.{5}/g) ?? []).join('-')
}
