import type { Settings } from '@throughline/platform'

type ApiSettings = Pick<Settings['api'], 'publicUrl'>

const isSecure = ({ publicUrl }: ApiSettings): boolean => publicUrl.startsWith('https:')

/** `__Host-` makes browsers insist on Secure, on this very host and on the whole path. */
export const cookieName = (settings: ApiSettings): string =>
  isSecure(settings) ? '__Host-throughline_session' : 'throughline_session'

const attributes = (settings: ApiSettings): string =>
  `Path=/; HttpOnly; SameSite=Lax${isSecure(settings) ? '; Secure' : ''}`

export const sessionCookie = (settings: ApiSettings, secret: string, expiresAt: Date): string =>
  `${cookieName(settings)}=${secret}; ${attributes(settings)}; Expires=${expiresAt.toUTCString()}`

export const endedCookie = (settings: ApiSettings): string =>
  `${cookieName(settings)}=; ${attributes(settings)}; Max-Age=0`

/** The session's secret in a Cookie header. */
export function readSessionCookie(settings: ApiSettings, header: string | undefined): string | null {
  const name = `${cookieName(settings)}=`
  const pair = header?.split(';').find((part) => part.trim().startsWith(name))
  return pair?.trim().slice(name.length) || null
}
