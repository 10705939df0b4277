import { isIP } from 'node:net'
import { z } from 'zod'
import { type FaultPointName, faultPoints } from './fault-points.ts'
import { formatBucketAddress, parseBucketAddress } from './files/bucket-address.ts'

/** Building blocks of the settings table: each reads one text of the environment into a typed value. */

export const text = () => z.string()

export function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}

export function wholeNumbers(least: number, most: number) {
  return commaList().pipe(z.array(wholeNumber(least, most)).min(1, 'must have at least one'))
}

export const port = () => wholeNumber(1, 65_535)

export function url(...schemes: readonly string[]) {
  const message = `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`
  return z.string().refine((value) => schemes.some((scheme) => isUrl(value, `${scheme}:`)), message)
}

function isUrl(value: string, protocol: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === protocol
}

/** An address that secrets are sent to. */
export function secureUrl() {
  return z.string().refine(isSecureAddress, 'must be an address that starts with https://')
}

/** Without TLS only on this machine. */
export function isSecureAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
}

/** The address of a bucket, in its one form. */
export function bucketPlace() {
  return z.string().transform((value, context): string => {
    const address = parseBucketAddress(value)
    if (address) return formatBucketAddress(address)
    const message = 'must be s3://BUCKET/PREFIX?region=REGION&endpoint=URL, without credentials'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/** Origins (scheme, host, port) between commas. */
export function origins() {
  return commaList().refine(
    (items) => items.every(isOrigin),
    'must be origins such as https://plan.example.com, between commas',
  )
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value
}

/** Addresses or networks (`10.0.0.0/8`) between commas; `loopback` stands for this machine. */
export function networks() {
  const message = 'must be addresses or networks such as 10.0.0.0/8, or loopback, between commas'
  return commaList().refine((items) => items.every((item) => item === 'loopback' || isNetwork(item)), message)
}

function isNetwork(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  )
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return z.enum(choices, { error: `must be one of ${choices.join(', ')}` })
}

export function listOf<const Choice extends string>(choices: readonly Choice[]) {
  return commaList().pipe(z.array(oneOf(choices)).min(1, 'must name at least one'))
}

/** Names or addresses of hosts, each alone or with a port, between commas. */
export function hosts() {
  return commaList().refine(
    (items) => items.every((item) => URL.canParse(`https://${item}`) && isHost(item)),
    'must be hosts such as hooks.example.com or 10.0.0.5:8080, between commas',
  )
}

/** In the form in which URL tells it, so that it can be compared. */
function isHost(value: string): boolean {
  const { hostname, port, host } = new URL(`https://${value}`)
  return value === host || value === `${hostname}:${port || 443}`
}

function commaList() {
  return z.string().transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
}

export const email = () => z.email({ error: 'must be an email address' })

export const hostAndPort = () => z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'must be host:port')

export type FaultAction = { kind: 'exit' | 'stop' | 'hold' } | { kind: 'sleep'; milliseconds: number }
export interface FaultSetting {
  point: FaultPointName
  /** How many more times it is to be reached until it acts. */
  count: number
  action: FaultAction
}

/** `name:exit`, `name:stop`, `name:hold` or `name:sleep:<ms>`; `name#3:…` acts at the third time. Null for anything else. */
export function parseFault(value: string): FaultSetting | null {
  const found = /^([\w:-]+?)(?:#([1-9]\d{0,5}))?:(?:(exit|stop|hold)|sleep:(\d{1,7}))$/.exec(value)
  const point = faultPoints.find((name) => name === found?.[1])
  if (!found || !point) return null
  const kind = found[3] as 'exit' | 'stop' | 'hold' | undefined
  const action: FaultAction = kind ? { kind } : { kind: 'sleep', milliseconds: Number(found[4]) }
  return { point, count: Number(found[2] ?? 1), action }
}

export function fault() {
  return z.string().transform((value, context): FaultSetting => {
    const parsed = parseFault(value)
    if (parsed) return parsed
    const message = 'must be POINT:exit, POINT:stop, POINT:hold or POINT:sleep:<milliseconds>, with a known fault point'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}
