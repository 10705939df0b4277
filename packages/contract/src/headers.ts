import { z } from 'zod'

/** Headers that requests may have, as the api reads them and the document shows them. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/, 'must have 1 to 255 printable ASCII characters')
  .meta({ description: 'New for each change; a repeat with the same one is answered as before' })

export const ifNoneMatch = z
  .string()
  .max(1_000)
  .meta({ description: 'The `ETag` of what you have, or several between commas: 304 where it is the same still' })

export const ifMatch = z
  .string()
  .regex(/^(?:\*|(?:W\/)?"\d{1,15}")$/, 'must be a revision in quotes, such as "42"')
  .meta({ description: 'The revision you saw, quoted: `"42"`; `*` asks for no check' })
