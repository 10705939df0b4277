import type { Settings } from '@throughline/platform'

export type CookieSettings = Pick<Settings['api'], 'publicUrl'>

/** A cookie that pages of others do not send and scripts do not read. */
export interface HostCookie {
  name(settings: CookieSettings): string
  write(settings: CookieSettings, value: string, expiresAt: Date): string
  end(settings: CookieSettings): string
  /** Its value in a Cookie header. */
  read(settings: CookieSettings, header: string | undefined): string | null
}

const isSecure = ({ publicUrl }: CookieSettings): boolean => publicUrl.startsWith('https:')

const attributes = (settings: CookieSettings): string =>
  `Path=/; HttpOnly; SameSite=Lax${isSecure(settings) ? '; Secure' : ''}`

export function createHostCookie(plainName: string): HostCookie {
  /** `__Host-` makes browsers insist on Secure, on this very host and on the whole path. */
  const name = (settings: CookieSettings) => (isSecure(settings) ? `__Host-${plainName}` : plainName)
  return {
    name,
    write: (settings, value, expiresAt) =>
      `${name(settings)}=${value}; ${attributes(settings)}; Expires=${expiresAt.toUTCString()}`,
    end: (settings) => `${name(settings)}=; ${attributes(settings)}; Max-Age=0`,
    read(settings, header) {
      const start = `${name(settings)}=`
      const pair = header?.split(';').find((part) => part.trim().startsWith(start))
      return pair?.trim().slice(start.length) || null
    },
  }
}
