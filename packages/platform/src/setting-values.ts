import { z } from 'zod'

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

export const port = () => wholeNumber(1, 65_535)

export function url(...schemes: readonly string[]) {
  const message = `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`
  return z.string().refine((value) => schemes.some((scheme) => isUrl(value, `${scheme}:`)), message)
}

function isUrl(value: string, protocol: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === protocol
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

export function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return z.enum(choices, { error: `must be one of ${choices.join(', ')}` })
}

export function listOf<const Choice extends string>(choices: readonly Choice[]) {
  return commaList().pipe(z.array(oneOf(choices)).min(1, 'must name at least one'))
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

export type FaultAction = { kind: 'exit' } | { kind: 'stop' } | { kind: 'sleep'; milliseconds: number }
export interface FaultSetting {
  point: string
  action: FaultAction
}

/** `name:exit`, `name:stop` or `name:sleep:<ms>`. */
export function fault() {
  return z.string().transform((value, context): FaultSetting => {
    const found = /^([\w.:-]+):(?:(exit|stop)|sleep:(\d+))$/.exec(value)
    if (found?.[1] === undefined) {
      context.addIssue({ code: 'custom', message: 'must be name:exit, name:stop or name:sleep:<milliseconds>' })
      return z.NEVER
    }
    const kind = found[2] === 'exit' || found[2] === 'stop' ? found[2] : undefined
    return { point: found[1], action: kind ? { kind } : { kind: 'sleep', milliseconds: Number(found[3]) } }
  })
}
