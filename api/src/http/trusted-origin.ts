import type { IncomingHttpHeaders } from 'node:http'
import type { Settings } from '@throughline/platform'

/**
 * Whether the page that a browser sent a request for is one of ours: by its Origin, else by Sec-Fetch-Site. A request
 * with neither does not come from a browser of this decade, and is not trusted.
 */
export function isTrustedOrigin(
  { publicUrl, corsOrigins }: Pick<Settings['api'], 'publicUrl' | 'corsOrigins'>,
  headers: IncomingHttpHeaders,
): boolean {
  const { origin, host } = headers
  if (origin === undefined) return ['same-origin', 'none'].includes(String(headers['sec-fetch-site']))
  if (origin === new URL(publicUrl).origin || corsOrigins.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
