import { z } from 'zod'
import { id, text, wholeNumber } from './primitives.ts'

export const searchKind = z.enum(['project', 'task', 'resource', 'person', 'comment'])

export const searchQuery = z.object({
  q: text(200)
    .trim()
    .min(2)
    .meta({ description: 'Words, or parts of words; each of them is in what is found. At least two letters' }),
  limit: wholeNumber(1, 50).default(20),
})

/** One thing that was found. */
export const searchHit = z
  .object({
    kind: searchKind,
    id,
    title: z.string().meta({ description: 'Its name; of a comment that of its task' }),
    excerpt: z.string().nullable().default(null).meta({ description: 'Of a comment: what stands around the words' }),
    projectId: id.nullable().default(null),
    projectName: z.string().nullable().default(null),
    path: z.string().meta({ description: 'Where the web client shows it' }),
  })
  .meta({ id: 'SearchHit' })

export type SearchKind = z.infer<typeof searchKind>
export type SearchQuery = z.infer<typeof searchQuery>
export type SearchHit = z.infer<typeof searchHit>
