import type { Response } from 'express'
import type { Counted } from './shared-counts.ts'

/** `RateLimit-Policy` and `RateLimit` as the draft of the IETF has them: the limit that is nearest, and what is left of it. */
export function tellLimit(response: Response, { limit, remaining, milliseconds }: Counted): void {
  const seconds = Math.ceil(milliseconds / 1000)
  response.setHeader('RateLimit-Policy', `"${limit.name}";q=${limit.points};w=${limit.seconds}`)
  response.setHeader('RateLimit', `"${limit.name}";r=${remaining};t=${seconds}`)
}
