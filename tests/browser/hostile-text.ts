import type { Client } from '@throughline/client'
import { type Operation, operations } from '@throughline/contract'
import { freeTextsIn, type Schema } from '../permissions/fields.ts'

/** Texts that do something wherever they are taken for more than text; each of them calls `__xss`. */
const texts = [
  '<script>__xss(1)</script>',
  '"><img src=x onerror=__xss(2)>',
  "'><svg onload=__xss(3)>",
  'javascript:__xss(4)',
  "{{constructor.constructor('__xss(5)')()}}",
  '" autofocus onfocus=__xss(6) a="',
  '[x](javascript:__xss(7))',
  '</title></style><script>__xss(8)</script>',
  '--><iframe srcdoc="<script>parent.__xss(9)</script>">',
]

/** All of them, each with what it is the name of behind it, so that it is found where it is shown. */
export const hostile = (kind: string): string[] => texts.map((text) => `${text}//${kind}`)
/** Most of them in one, for what there is one of. */
export const hostileLine = (kind: string): string => [1, 2, 7].map((at) => hostile(kind)[at]).join(' ')

/** What says `client.call`, and notes which free texts had something hostile in them. */
export function notingClient(client: Client, filled: Set<Schema>): Client['call'] {
  const isHostile = (text: string) => text.includes('__xss')
  return ((id: Parameters<Client['call']>[0], input?: { body?: unknown; query?: unknown }) => {
    const { body, query, upload } = operations[id] as Operation
    const noted = [
      ...(body ? freeTextsIn(body, input?.body, isHostile) : []),
      ...(upload && query ? freeTextsIn(query, input?.query, isHostile) : []),
    ]
    for (const schema of noted) filled.add(schema)
    return client.call(id, input as never)
  }) as Client['call']
}
